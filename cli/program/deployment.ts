import type { Command } from 'commander';
import type { DoctorOptions } from '../commands/doctor.ts';
import type { SweepOptions } from '../commands/sweep.ts';
import type { Output } from '../render/terminal.ts';
import { addRequired } from './required.ts';

type End = (code: number) => void;

/** Adds the commands that look after a deployment in AWS. */
export function addDeploymentCommands(program: Command, output: Output, end: End): void {
  addAws(program.command('doctor'))
    .description('says of each part of a deployment that it is fine, or what to do')
    .option('--stage <stage>', 'the stage that was deployed', 'prod')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('../commands/doctor.ts');
      end(await doctor(options, output));
    });
  const sweep = program.command('sweep').description('looks at the daily sweeps of a deployment');
  addSweep(sweep.command('status'))
    .description('says what the last sweep found, and whether one was accepted')
    .action(async (options: SweepOptions) => {
      const { sweepStatus } = await import('../commands/sweep.ts');
      end(await sweepStatus(options, output));
    });
  addSweep(sweep.command('accept'))
    .description('accepts what the last sweep proposed: the next ones write what the configuration enforces')
    .argument('<sweep>', 'the name of the last sweep, as `status` shows it')
    .action(async (name: string, options: SweepOptions) => {
      const { sweepAccept } = await import('../commands/sweep.ts');
      end(await sweepAccept(name, options, output));
    });
}

function addAws(command: Command): Command {
  return command
    .option('--profile <name>', 'the profile of the AWS CLI with the credentials')
    .option('--region <region>', 'the Region of the deployment')
    .option('--endpoint-url <url>', 'another endpoint of AWS');
}

function addSweep(command: Command): Command {
  return addRequired(
    addAws(command),
    '--journal <place>',
    '`dynamodb:` and the table of the deployment, as `doctor` says it',
  );
}
