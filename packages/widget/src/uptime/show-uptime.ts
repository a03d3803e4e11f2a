// What a page fetches when it shows how much everything was up.
export { StatusUptime } from '../status-uptime/define.ts';
