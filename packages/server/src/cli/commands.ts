import { adminCommands } from './admin-commands.ts';
import { backupCommand, restoreCommand } from './backup-commands.ts';
import { bounceCommand } from './bounce-command.ts';
import { checkConfigCommand } from './check-config-command.ts';
import type { Command } from './command.ts';
import { importCommands } from './import-command.ts';
import { keysCommand } from './keys-command.ts';
import { migrateCommand } from './migrate-command.ts';
import { allCommand, serveCommand } from './serve-command.ts';
import { notificationsCommand } from './notifications-command.ts';
import { setupLinkCommand } from './setup-link-command.ts';
import { workCommand } from './work-command.ts';

/** Everything that `allswell` can do. */
export const commands: Command[] = [
  allCommand,
  serveCommand,
  workCommand,
  migrateCommand,
  setupLinkCommand,
  ...adminCommands,
  keysCommand,
  bounceCommand,
  checkConfigCommand,
  backupCommand,
  restoreCommand,
  ...importCommands,
  notificationsCommand,
];
