import { InMemoryLookAgain } from '../support/in-memory-look-again.ts';
import { describeLookAgain } from '../support/look-again-contract.ts';

describeLookAgain('in memory', async (clock) => {
  const again = new InMemoryLookAgain(clock);
  return { again, arrived: async () => again.takeDue() };
});
