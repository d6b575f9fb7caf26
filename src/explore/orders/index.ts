export { everyOrder, type Come, type Orders, type OrdersOptions, type OrdersProgress } from './orders.js';
export type { Place } from './place.js';
