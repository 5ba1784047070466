import { FileJournal } from '../../adapters/file-journal.ts';
import { MemoryJournal } from '../../adapters/memory-journal.ts';
import { describeRuns, describeSweeps } from '../support/book-contract.ts';
import { describeJournal } from '../support/journal-contract.ts';
import { describeLastGood } from '../support/last-good-contract.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const makeFolder = temporaryFolders();
const clock = (): Date => new Date();

describeJournal('in memory', async (time) => {
  const journal = new MemoryJournal(time);
  return () => journal;
});
describeJournal('files', async (time) => {
  const folder = await makeFolder();
  return () => new FileJournal(folder, time);
});

describeLastGood('in memory', async () => {
  const journal = new MemoryJournal(clock);
  return () => journal;
});
describeLastGood('files', async () => {
  const folder = await makeFolder();
  return () => new FileJournal(folder, clock);
});

describeSweeps('in memory', async () => {
  const journal = new MemoryJournal(clock);
  return () => journal;
});

describeRuns('in memory', async () => {
  const journal = new MemoryJournal(clock);
  return () => journal;
});
