export { historyView } from './history-view.ts';
export { maintenanceView } from './maintenance-view.ts';
export { oneStory } from './one-story.ts';
