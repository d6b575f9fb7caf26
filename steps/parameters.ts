import { defineParameterType } from '@cucumber/cucumber';
import { PARTY, partyOf } from './parties.js';
import * as words from './words.js';

function define<T>(name: string, regexp: string, transformer: (text: string) => T): void {
  defineParameterType({ name, regexp, transformer, useForSnippets: false });
}

define('actor', words.ACTOR, words.actorOf);
define('actors', words.ACTORS, words.actorsOf);
define('party', PARTY, partyOf);
define('its', words.ITS, words.itsOf);
define('endpoint', words.ENDPOINT, words.endpointOf);
define('target', words.TARGET, (text) => text);
define('event', words.EVENT, words.eventOf);
define('mask', words.EVENTS, words.maskIn);
define('indication', words.INDICATION, words.indicatedIn);
define('answer', words.ANSWER, words.answerIn);
define('errors', words.ERRORS, words.errorsIn);
define('times', 'once|twice|three times', (text) => ['once', 'twice', 'three times'].indexOf(text) + 1);
define('switch', 'on|off', (text) => (text === 'on' ? 1 : 0));
define('flag', 'sender|receiver|sender and receiver', (text) => text);
define('verb', 'WSP[A-Za-z]+', (text) => text);
