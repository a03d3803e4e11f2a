import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Health, isReady } from './health.ts';

/** The port for operators: on this machine only, with what is nobody else's business. */
export interface Operations {
  url: string;
  close(): Promise<void>;
}

export async function serveOperations(port: number, health: () => Health): Promise<Operations> {
  const delay = monitorEventLoopDelay();
  delay.enable();
  const server = createServer((req, res) => {
    const state = health();
    if (req.url === '/metrics') {
      res.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      res.end(metrics(state, delay.percentile(99) / 1e9));
      delay.reset();
    } else if (req.url === '/readyz' || req.url === '/livez') {
      res.writeHead(req.url === '/livez' || isReady(state) ? 200 : 503, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ status: isReady(state) ? 'ready' : 'not ready', ...state }));
    } else {
      res.writeHead(404, { 'content-type': 'text/plain' });
      res.end('Here are /metrics, /readyz and /livez.\n');
    }
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
    metric('allswell_ready', 'gauge', 'Whether readers can be given something.', isReady(health) ? 1 : 0),
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

function metric(name: string, type: string, help: string, value: number | undefined, labels = ''): string {
  if (value === undefined) return '';
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name}${labels} ${value}\n`;
}
