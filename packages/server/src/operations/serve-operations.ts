import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type AlertFigures, alertMetrics } from './alerts.ts';
import { type Health, isReady } from './health.ts';
import { type PollingFigures, pollingMetrics } from './polling.ts';
import { type QueueFigures, queueMetrics } from './queue.ts';
import { metric } from './metric.ts';

/** The port for operators: on this machine only, with what is nobody else's business. */
export interface Operations {
  url: string;
  close(): Promise<void>;
}

export interface OperationsOptions {
  port: number;
  health: () => Health | Promise<Health>;
  /** How telling subscribers goes, in a process that does. */
  queue?: (() => Promise<QueueFigures>) | undefined;
  /** How reading metrics goes, in a process that does. */
  polling?: (() => PollingFigures) | undefined;
  /** How taking alerts in goes. */
  alerts?: (() => Promise<AlertFigures>) | undefined;
}

export async function serveOperations({
  port,
  health,
  queue,
  polling,
  alerts,
}: OperationsOptions): Promise<Operations> {
  const delay = monitorEventLoopDelay();
  delay.enable();

  async function answer(path: string | undefined): Promise<{ status: number; type: string; body: string }> {
    if (path === '/metrics') {
      // A queue that cannot be asked must not take the other figures along.
      const figures = await queue?.().catch(() => undefined);
      const taken = await alerts?.().catch(() => undefined);
      const body = [
        metrics(await health(), delay.percentile(99) / 1e9),
        figures ? queueMetrics(figures) : '',
        polling ? pollingMetrics(polling()) : '',
        taken ? alertMetrics(taken) : '',
      ].join('');
      delay.reset();
      return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body };
    }
    if (path === '/readyz' || path === '/livez') {
      const state = await health();
      const status = path === '/livez' || isReady(state) ? 200 : 503;
      const body = JSON.stringify({ status: isReady(state) ? 'ready' : 'not ready', ...state });
      return { status, type: 'application/json', body };
    }
    return { status: 404, type: 'text/plain', body: 'Here are /metrics, /readyz and /livez.\n' };
  }

  const server = createServer((req, res) => {
    void answer(req.url)
      .catch(() => ({ status: 500, type: 'text/plain', body: 'That cannot be told.\n' }))
      .then(({ status, type, body }) => res.writeHead(status, { 'content-type': type }).end(body));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      delay.disable();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
function metrics(health: Health, delaySeconds: number): string {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    metric('allswell_info', 'gauge', 'Version of the server.', 1, `{version="${health.version}"}`),
    metric('allswell_ready', 'gauge', 'Whether this process does what it is for.', isReady(health) ? 1 : 0),
    metric('allswell_page_seq', 'gauge', 'Counter of what readers get.', health.seq),
    metric(
      'allswell_page_verified_age_seconds',
      'gauge',
      'Time since the database last agreed with what readers get.',
      health.verified_age_seconds,
    ),
    metric('allswell_streams', 'gauge', 'Open streams.', health.streams),
    metric(
      'allswell_embedded_postgres_up',
      'gauge',
      'Whether the embedded Postgres runs.',
      health.postgres_pid === null ? 0 : 1,
    ),
    metric('nodejs_eventloop_lag_p99_seconds', 'gauge', 'Event loop delay since the last look.', delaySeconds),
    metric('process_resident_memory_bytes', 'gauge', 'Resident memory.', memory.rss),
    metric('process_cpu_seconds_total', 'counter', 'Processor time used.', (cpu.user + cpu.system) / 1e6),
    metric('process_start_time_seconds', 'gauge', 'Start of the process.', Date.now() / 1_000 - process.uptime()),
  ].join('');
}
