import type { IncomingMessage, ServerResponse } from 'node:http';

/** What readiness is judged by. */
export interface Health {
  version: string;
  /** Whether readers can be given something: the one thing that makes a server ready. The database is not asked. */
  readable: boolean;
  stopping: boolean;
  seq: number | undefined;
  /** Seconds since the database last agreed with what readers get. */
  verified_age_seconds: number | undefined;
  streams: number;
  postgres_pid: number | null;
}

export function isReady({ readable, stopping }: Health): boolean {
  return readable && !stopping;
}

/** Answers /livez and /readyz for load balancers and supervisors; false for everything else. */
export function answerHealth(req: IncomingMessage, res: ServerResponse, health: () => Health): boolean {
  if (req.url === '/livez') send(res, 200, 'ok\n');
  else if (req.url !== '/readyz') return false;
  else if (isReady(health())) send(res, 200, 'ready\n');
  else send(res, 503, 'not ready\n');
  return true;
}

function send(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, [
    'Content-Type',
    'text/plain; charset=utf-8',
    'Cache-Control',
    'no-store',
    'X-Content-Type-Options',
    'nosniff',
  ]);
  res.end(text);
}
