import type { WorkerScope } from './scope.ts';
import { startWorker } from './start-worker.ts';

// The server writes its own address in place of this word: a script that is imported cannot know where it came from.
startWorker(self as unknown as WorkerScope, '__ALLSWELL_PAGE__');
