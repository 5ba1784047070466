import { finishOpen } from '../../remediation/finish-open.ts';
import { triggerOfLook, type Trigger } from '../../remediation/look-again.ts';
import type { Limits, Mode, Role, Rules, Selection } from '../../remediation/ports.ts';
import { remediateRole, type Outcome } from '../../remediation/remediate-role.ts';
import { deploy, doublesAround } from './handler-on-doubles.ts';
import { deployArn } from './samples.ts';
import { selectionFor } from './scenario.ts';

const HOUR = 3_600_000;

/** Limits under which nothing is held back that a test does not mean to be. */
export const wideLimits: Limits = {
  changesPerRole: { max: 100, per: HOUR },
  changesPerAccount: { max: 100, per: HOUR },
};

/** What a test sets of the configuration. */
export interface Wishes {
  readonly mode?: Mode;
  readonly limits?: Limits;
  readonly selection?: Partial<Selection>;
  readonly allow?: readonly string[];
}

/** Makes the use case on doubles, under a configuration that enforces and allows `mygroup/myproject`. */
export function remediationOnDoubles(wishes: Wishes = {}, role: Role = deploy) {
  const { mode = 'enforce', limits = wideLimits, selection = {}, allow = ['mygroup/myproject'] } = wishes;
  const { around, states, wait } = doublesAround(role);
  const selected = selectionFor({ role: deployArn, issuers: ['gitlab.com'], allow });
  const rules: Rules = {
    digest: 'digest',
    limits,
    select: () => ({ ...selected, mode, ...selection }),
  };
  const look = (trigger: Partial<Trigger> = {}): Promise<Outcome> =>
    remediateRole({ roleName: 'deploy', ...trigger }, rules, around);
  /** Lets time pass, and looks at whatever is due then. */
  const later = async (minutes: number): Promise<readonly Outcome[]> => {
    wait(minutes * 60_000);
    const outcomes: Outcome[] = [];
    for (const due of around.again.takeDue())
      outcomes.push(await remediateRole(triggerOfLook(due), rules, around));
    return outcomes;
  };
  const failures: unknown[] = [];
  const finish = (): Promise<number> =>
    finishOpen(rules, around, { handled: () => undefined, failed: (error) => failures.push(error) });
  const notices = (): string[] => around.sink.notices.map(({ kind }) => kind);
  return { ...around, around, rules, look, later, finish, failures, notices, states, wait };
}
