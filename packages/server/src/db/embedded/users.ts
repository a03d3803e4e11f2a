import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * Everyone who uses an embedded Postgres holds the writing end of one pipe; its guard reads the other. The kernel
 * counts for us: the pipe ends when the last user is gone, however it went, and only then is Postgres shut down.
 */
export interface Seat {
  /** Leaves. The last to leave on purpose ends Postgres at once; after a crash the guard waits a moment for a successor. */
  leave(): void;
}

/** How long Postgres waits for a successor when its last user died without a word. */
const graceSeconds = 2;

/**
 * Reads the pipe as file descriptor 3. A newcomer writes "here", a leaver "bye". `$0` is the data directory, `$pid`
 * the postmaster; the lock file is asked once more so that a process number used again is never hit.
 */
export const guardScript = `
  last=
  while :; do
    if read -r line <&3; then last=$line
    elif [ "$last" = bye ]; then break
    else last=bye; sleep ${graceSeconds}
    fi
  done
  read -r now <"$0/postmaster.pid" && [ "$now" = "$pid" ] && kill -INT "$pid"
`;

/** Makes a new pipe and takes the first seat; `guard` is the reading end, for the guard's file descriptor 3. */
export async function openSeats(pipe: string): Promise<{ seat: Seat; guard: number }> {
  rmSync(pipe, { force: true });
  await promisify(execFile)('mkfifo', ['-m', '600', pipe]);
  // Opened for both first: a pipe opened for one end only would wait for the other.
  const both = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const guard = openSync(pipe, constants.O_RDONLY);
  const seat = takeSeat(pipe);
  closeSync(both);
  if (!seat) throw new Error(`${pipe} is no pipe.`);
  return { seat, guard };
}

/** Takes a seat beside others; undefined when no guard reads the pipe. */
export function takeSeat(pipe: string): Seat | undefined {
  let fd: number;
  try {
    if (!statSync(pipe).isFIFO()) return undefined;
    fd = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(fd, 'here\n');
  } catch {
    return undefined;
  }
  let taken = true;
  return {
    leave() {
      if (!taken) return;
      taken = false;
      try {
        writeSync(fd, 'bye\n');
      } catch {
        // The guard has gone together with its Postgres: there is nobody left to tell.
      }
      closeSync(fd);
    },
  };
}
