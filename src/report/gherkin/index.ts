export { scenarioOf, type Finding, type Told } from './scenario.js';
