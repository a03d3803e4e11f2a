// What a page fetches when it shows its timeline.
export { StatusTimeline } from '../status-timeline/define.ts';
