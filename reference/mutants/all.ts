import { acceptUnsupported } from './accept-unsupported.js';
import { acceptedWithoutEvents } from './accepted-without-events.js';
import { admittedLinkWithoutEvents } from './admitted-link-without-events.js';
import { alreadyKills } from './already-kills.js';
import { alreadyKillsLate } from './already-kills-late.js';
import { alwaysLoopsBack } from './always-loops-back.js';
import { askedRootNotTold } from './asked-root-not-told.js';
import { backlogOffByOne } from './backlog-off-by-one.js';
import { blockingDoesNotWait } from './blocking-does-not-wait.js';
import { busyRootCannotInvite } from './busy-root-cannot-invite.js';
import { calleeDataLost } from './callee-data-lost.js';
import { callerDataCut } from './caller-data-cut.js';
import { callerUnknown } from './caller-unknown.js';
import { cancelWithoutEffect } from './cancel-without-effect.js';
import { cancelledTooLate } from './cancelled-too-late.js';
import { closedButAlive } from './closed-but-alive.js';
import { closingStaysInGroup } from './closing-stays-in-group.js';
import { coincidingRequestLost } from './coinciding-request-lost.js';
import { crossedAcceptances } from './crossed-acceptances.js';
import { crossedAnswers } from './crossed-answers.js';
import { crossingCloses } from './crossing-closes.js';
import { crowdHearsEarly } from './crowd-hears-early.js';
import { crowdedRootIsMute } from './crowded-root-is-mute.js';
import { dRootAnywhere } from './d-root-anywhere.js';
import { dRootLeafCannotAsk } from './d-root-leaf-cannot-ask.js';
import { deafLeafJoins } from './deaf-leaf-joins.js';
import { deafRootAdmits } from './deaf-root-admits.js';
import { deafWhenAdmitted } from './deaf-when-admitted.js';
import { deafWhenInvited } from './deaf-when-invited.js';
import { deafWhenJoined } from './deaf-when-joined.js';
import { deferralAnnounces } from './deferral-announces.js';
import { deferredBehindTwo } from './deferred-behind-two.js';
import { deferredTakesTwo } from './deferred-takes-two.js';
import { deferredToTheEnd } from './deferred-to-the-end.js';
import { droppedWithAnother } from './dropped-with-another.js';
import { errorNotSet } from './error-not-set.js';
import { forgetsTheAdmitted } from './forgets-the-admitted.js';
import { forgetsTheDeferred } from './forgets-the-deferred.js';
import { forgetsTheLate } from './forgets-the-late.js';
import { forgottenRefusal } from './forgotten-refusal.js';
import { fourthOvertakes } from './fourth-overtakes.js';
import { fourthRequestLost } from './fourth-request-lost.js';
import { invitationCompletesAsTcp } from './invitation-completes-as-tcp.js';
import { invitationWithoutDRoot } from './invitation-without-d-root.js';
import { invitedLeafNotTold } from './invited-leaf-not-told.js';
import { joinsInSilence } from './joins-in-silence.js';
import { joinsTwice } from './joins-twice.js';
import { lastComeFirstServed } from './last-come-first-served.js';
import { leafAsksLeaf } from './leaf-asks-leaf.js';
import { leafGetsAnother } from './leaf-gets-another.js';
import { leavesHearLeaves } from './leaves-hear-leaves.js';
import { leavesHearTheRootAlone } from './leaves-hear-the-root-alone.js';
import { leavesNeedNoSupport } from './leaves-need-no-support.js';
import { leavingTooSoon } from './leaving-too-soon.js';
import { leavingUnnoticed } from './leaving-unnoticed.js';
import { linkWithoutEvents } from './link-without-events.js';
import { linksNotTold } from './links-not-told.js';
import { listeningRootCannotInvite } from './listening-root-cannot-invite.js';
import { listeningRootIsMute } from './listening-root-is-mute.js';
import { loopbackOfTheSender } from './loopback-of-the-sender.js';
import { lostDeparture } from './lost-departure.js';
import { maskIgnored } from './mask-ignored.js';
import { masksAddUp } from './masks-add-up.js';
import { memberByInvitation } from './member-by-invitation.js';
import { memberByRequest } from './member-by-request.js';
import { memberCannotSend } from './member-cannot-send.js';
import { memberIsBusy } from './member-is-busy.js';
import { membersHaveToAccept } from './members-have-to-accept.js';
import { multicastWithDRoot } from './multicast-with-d-root.js';
import { noDLeafRoot } from './no-d-leaf-root.js';
import { noSecondTry } from './no-second-try.js';
import { noTryInACrowd } from './no-try-in-a-crowd.js';
import { noWayIn } from './no-way-in.js';
import { nothingIsInvalid } from './nothing-is-invalid.js';
import { nullNameIsInvalid } from './null-name-is-invalid.js';
import { oneEntryForTwoPlanes } from './one-entry-for-two-planes.js';
import { oneForAll } from './one-for-all.js';
import { oneLeafARoot } from './one-leaf-a-root.js';
import { optionWithoutEffect } from './option-without-effect.js';
import { pendingLinkSends } from './pending-link-sends.js';
import { plainSocketJoins } from './plain-socket-joins.js';
import { planesWithoutSupport } from './planes-without-support.js';
import { receiverSpeaks } from './receiver-speaks.js';
import { recordKept } from './record-kept.js';
import { rejectedInACrowd } from './rejected-in-a-crowd.js';
import { rejectedNotTold } from './rejected-not-told.js';
import { rejectionEndsAnnouncing } from './rejection-ends-announcing.js';
import { rejectionLeaks } from './rejection-leaks.js';
import { rejectionMeetsAnother } from './rejection-meets-another.js';
import { requestCompletesAsTcp } from './request-completes-as-tcp.js';
import { rolesInAnyNumber } from './roles-in-any-number.js';
import { rootGetsItself } from './root-gets-itself.js';
import { rootOfTheRootless } from './root-of-the-rootless.js';
import { rootsNeedNoSupport } from './roots-need-no-support.js';
import { scopeIgnored } from './scope-ignored.js';
import { senderHears } from './sender-hears.js';
import { senderReportsMembership } from './sender-reports-membership.js';
import { sessionOutOfNothing } from './session-out-of-nothing.js';
import { sessionWithoutRoot } from './session-without-root.js';
import { shutdownWithoutEnd } from './shutdown-without-end.js';
import { socketZero } from './socket-zero.js';
import { staleAcceptance } from './stale-acceptance.js';
import { staysUnbound } from './stays-unbound.js';
import { takesPlainConnects } from './takes-plain-connects.js';
import { threeAtOnce } from './three-at-once.js';
import { toldAfterClose } from './told-after-close.js';
import { toldBehindTheClose } from './told-behind-the-close.js';
import { toldOnTheLink } from './told-on-the-link.js';
import { unboundListens } from './unbound-listens.js';
import { withdrawnEndsAnnouncing } from './withdrawn-ends-announcing.js';
import { withdrawnIsAccepted } from './withdrawn-is-accepted.js';
import { wouldBlock } from './would-block.js';
import { wrongOneWithdrawn } from './wrong-one-withdrawn.js';
import type { Mutant } from './mutant.js';

export { showsInTurn, type Mutant } from './mutant.js';

/** All mutants, in the order of the clauses that they break. */
export const MUTANTS: readonly Mutant[] = [
  noDLeafRoot,
  noWayIn,
  invitationWithoutDRoot,
  deafLeafJoins,
  invitedLeafNotTold,
  socketZero,
  memberByInvitation,
  invitationCompletesAsTcp,
  staleAcceptance,
  deafRootAdmits,
  dRootLeafCannotAsk,
  askedRootNotTold,
  memberByRequest,
  crowdHearsEarly,
  requestCompletesAsTcp,
  crossedAcceptances,
  rootOfTheRootless,
  membersHaveToAccept,
  joinsInSilence,
  threeAtOnce,
  memberCannotSend,
  optionWithoutEffect,
  deafWhenInvited,
  deafWhenAdmitted,
  deafWhenJoined,
  leafAsksLeaf,
  plainSocketJoins,
  rootGetsItself,
  leafGetsAnother,
  crossedAnswers,
  wouldBlock,
  toldOnTheLink,
  pendingLinkSends,
  cancelWithoutEffect,
  alreadyKills,
  alreadyKillsLate,
  memberIsBusy,
  joinsTwice,
  oneLeafARoot,
  noSecondTry,
  noTryInACrowd,
  staysUnbound,
  linkWithoutEvents,
  leavingUnnoticed,
  leavingTooSoon,
  lostDeparture,
  oneForAll,
  droppedWithAnother,
  cancelledTooLate,
  admittedLinkWithoutEvents,
  listeningRootCannotInvite,
  busyRootCannotInvite,
  shutdownWithoutEnd,
  forgetsTheAdmitted,
  forgetsTheLate,
  forgetsTheDeferred,
  calleeDataLost,
  senderHears,
  receiverSpeaks,
  nullNameIsInvalid,
  errorNotSet,
  blockingDoesNotWait,
  rootsNeedNoSupport,
  leavesNeedNoSupport,
  dRootAnywhere,
  rolesInAnyNumber,
  planesWithoutSupport,
  oneEntryForTwoPlanes,
  sessionWithoutRoot,
  sessionOutOfNothing,
  leavesHearLeaves,
  leavesHearTheRootAlone,
  listeningRootIsMute,
  crowdedRootIsMute,
  linksNotTold,
  takesPlainConnects,
  acceptUnsupported,
  nothingIsInvalid,
  lastComeFirstServed,
  fourthOvertakes,
  rejectedNotTold,
  rejectionLeaks,
  rejectionMeetsAnother,
  rejectedInACrowd,
  forgottenRefusal,
  deferredToTheEnd,
  deferralAnnounces,
  deferredBehindTwo,
  withdrawnIsAccepted,
  wrongOneWithdrawn,
  acceptedWithoutEvents,
  callerUnknown,
  callerDataCut,
  unboundListens,
  backlogOffByOne,
  deferredTakesTwo,
  masksAddUp,
  recordKept,
  coincidingRequestLost,
  withdrawnEndsAnnouncing,
  fourthRequestLost,
  rejectionEndsAnnouncing,
  maskIgnored,
  closedButAlive,
  toldAfterClose,
  crossingCloses,
  toldBehindTheClose,
  alwaysLoopsBack,
  scopeIgnored,
  multicastWithDRoot,
  senderReportsMembership,
  closingStaysInGroup,
  loopbackOfTheSender,
];
