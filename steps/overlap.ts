import { When } from '@cucumber/cucumber';
import type { JoinWorld } from './world.js';

// Calls that overlap. Others act before the call returns, where the provider answers by promise; where it answers at once,
// everything has returned before they do. At the latest it returns before all is quiet, or before it acts again.

When('the next call of {actor} is kept in flight', function (this: JoinWorld, who: string) {
  this.scene.cast.actor(who);
  this.scene.course.keep(who);
});

When('the call of {actor} returns', function (this: JoinWorld, who: string) {
  return this.scene.follow(this.scene.course.returns(who));
});
