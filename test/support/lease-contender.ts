/**
 * A process of its own that asks for a lease: `node lease-contender FOLDER ROLE HOLDER SECONDS [die]`. Prints
 * whether it got it; with `die` it then kills itself, as a crash would.
 */
import { FileJournal } from '../../adapters/file-journal.ts';

const [folder = '', role = '', holder = '', seconds = '0', ending] = process.argv.slice(2);
const journal = new FileJournal(folder, () => new Date());
const expiresAt = new Date(Date.now() + Number(seconds) * 1000);

void journal.acquireLease(role, holder, expiresAt).then((taken) => {
  process.stdout.write(`${taken}\n`, () => {
    if (ending === 'die') process.kill(process.pid, 'SIGKILL');
  });
});
