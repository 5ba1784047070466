import { FileJournal } from '../../adapters/file-journal.ts';
import { MemoryJournal } from '../../adapters/memory-journal.ts';
import { describeJournal } from '../support/journal-contract.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const makeFolder = temporaryFolders();

describeJournal('in memory', async (clock) => new MemoryJournal(clock));
describeJournal('files', async (clock) => new FileJournal(await makeFolder(), clock));
