import { describe, expect, it } from '@jest/globals';
import { changeAsCode, type SourceChange } from '../../../../policies/as-code/change-as-code.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { allow, providerArn } from '../parts.ts';

const Version = '2012-10-17';
const AUD = { 'gitlab.com:aud': 'https://gitlab.com' };
const ONLY_AUD = allow({ StringEquals: AUD });
const USERS: JsonObject = {
  Sid: 'Users',
  Effect: 'Allow',
  Principal: { AWS: ['111122223333', '444455556666'] },
  Action: 'sts:AssumeRole',
};

/** Writes a change from some statements to others. */
function change(before: readonly JsonObject[], after: readonly JsonObject[]): SourceChange {
  return changeAsCode({ Version, Statement: before }, { Version, Statement: after });
}

describe('a statement that gets a condition', () => {
  const { terraform, cloudFormation } = change(
    [ONLY_AUD],
    [allow({ StringEquals: AUD, StringLike: { 'gitlab.com:sub': 'project_path:group/app:*' } })],
  );

  it('is written whole for Terraform', () => {
    expect(terraform).toBe(`data "aws_iam_policy_document" "trust" {
  # replaces statement 0
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/gitlab.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "gitlab.com:aud"
      values   = ["https://gitlab.com"]
    }

    condition {
      test     = "StringLike"
      variable = "gitlab.com:sub"
      values   = ["project_path:group/app:*"]
    }
  }
}`);
  });

  it('is written whole for CloudFormation', () => {
    expect(cloudFormation).toBe(`AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    # replaces statement 0
    - Effect: "Allow"
      Principal:
        Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com"
      Action: "sts:AssumeRoleWithWebIdentity"
      Condition:
        StringEquals:
          "gitlab.com:aud": "https://gitlab.com"
        StringLike:
          "gitlab.com:sub": "project_path:group/app:*"`);
  });
});

function withSubjects(...subjects: readonly string[]): JsonObject {
  return allow({ StringLike: { 'gitlab.com:sub': subjects } }, { Sid: 'Deploy' });
}

describe('a list that loses a value', () => {
  const { terraform, cloudFormation } = change(
    [USERS, withSubjects('a', '*', 'b'), ONLY_AUD],
    [USERS, withSubjects('a', 'b'), ONLY_AUD],
  );

  it('is written one value a line for Terraform, without what stays', () => {
    expect(terraform).toBe(`data "aws_iam_policy_document" "trust" {
  # statements 0 (Sid "Users"), 2 stay as they are

  # replaces statement 1 (Sid "Deploy")
  statement {
    sid     = "Deploy"
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/gitlab.com"]
    }

    condition {
      test     = "StringLike"
      variable = "gitlab.com:sub"
      values = [
        "a",
        "b",
      ]
    }
  }
}`);
  });

  it('is written one value a line for CloudFormation, without what stays', () => {
    expect(cloudFormation).toBe(`AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    # statements 0 (Sid "Users"), 2 stay as they are
    # replaces statement 1 (Sid "Deploy")
    - Effect: "Allow"
      Principal:
        Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com"
      Action: "sts:AssumeRoleWithWebIdentity"
      Condition:
        StringLike:
          "gitlab.com:sub":
            - "a"
            - "b"
      Sid: "Deploy"`);
  });
});

describe('a split of mixed principals', () => {
  const mixed = {
    Federated: [providerArn(), providerArn('gitlab.example.com')],
    Service: 'ecs.amazonaws.com',
  };
  const others = { Federated: providerArn('gitlab.example.com'), Service: 'ecs.amazonaws.com' };
  const { terraform, cloudFormation } = change(
    [allow(undefined, { Sid: 'Mixed', Principal: mixed })],
    [allow(undefined, { Sid: 'Mixed', Principal: others }), ONLY_AUD],
  );

  it('names the same old statement twice for Terraform', () => {
    expect(terraform).toBe(`data "aws_iam_policy_document" "trust" {
  # replaces statement 0 (Sid "Mixed")
  statement {
    sid     = "Mixed"
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/gitlab.example.com"]
    }

    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com"]
    }
  }

  # replaces statement 0 (Sid "Mixed")
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/gitlab.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "gitlab.com:aud"
      values   = ["https://gitlab.com"]
    }
  }
}`);
  });

  it('names the same old statement twice for CloudFormation', () => {
    expect(cloudFormation).toBe(`AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    # replaces statement 0 (Sid "Mixed")
    - Effect: "Allow"
      Principal:
        Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.example.com"
        Service: "ecs.amazonaws.com"
      Action: "sts:AssumeRoleWithWebIdentity"
      Sid: "Mixed"
    # replaces statement 0 (Sid "Mixed")
    - Effect: "Allow"
      Principal:
        Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com"
      Action: "sts:AssumeRoleWithWebIdentity"
      Condition:
        StringEquals:
          "gitlab.com:aud": "https://gitlab.com"`);
  });
});

describe('a statement that is removed', () => {
  const { terraform, cloudFormation } = change([USERS, { ...ONLY_AUD, Sid: 'Open' }, ONLY_AUD], [USERS]);

  it('leaves a comment', () => {
    expect(terraform).toBe(`data "aws_iam_policy_document" "trust" {
  # statement 0 (Sid "Users") stays as it is
  # remove statement 1 (Sid "Open")
  # remove statement 2
}`);
    expect(cloudFormation).toBe(`AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    # statement 0 (Sid "Users") stays as it is
    # remove statement 1 (Sid "Open")
    # remove statement 2`);
  });
});

describe('a quarantine', () => {
  const { terraform, cloudFormation } = change(
    [ONLY_AUD],
    [
      {
        Sid: 'TrustwardenQuarantine',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
      },
    ],
  );

  it('removes what was there and adds one statement', () => {
    expect(terraform).toBe(`data "aws_iam_policy_document" "trust" {
  # remove statement 0

  # new statement
  statement {
    sid     = "TrustwardenQuarantine"
    effect  = "Deny"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}`);
    expect(cloudFormation).toBe(`AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    # remove statement 0
    # new statement
    - Sid: "TrustwardenQuarantine"
      Effect: "Deny"
      Principal:
        AWS: "*"
      Action: "sts:AssumeRole"`);
  });
});

describe('documents of every kind', () => {
  it('may hold one statement without brackets, and no version', () => {
    const { terraform, cloudFormation } = changeAsCode({ Statement: ONLY_AUD }, { Statement: USERS });
    expect(terraform.split('\n').slice(0, 8)).toEqual([
      'data "aws_iam_policy_document" "trust" {',
      '  version = "2008-10-17"',
      '',
      '  # remove statement 0',
      '',
      '  # new statement',
      '  statement {',
      '    sid     = "Users"',
    ]);
    expect(cloudFormation.split('\n').slice(0, 3)).toEqual([
      'AssumeRolePolicyDocument:',
      '  Statement:',
      '    # remove statement 0',
    ]);
  });

  it('may mean the same', () => {
    const same = { ...USERS, Principal: { AWS: ['444455556666', 'arn:aws:iam::111122223333:root'] } };
    expect(change([USERS], [same]).terraform).toBe(`data "aws_iam_policy_document" "trust" {
  # statement 0 (Sid "Users") stays as it is
}`);
  });

  it('are left alone where one is no trust policy', () => {
    const nothing = {
      terraform: 'data "aws_iam_policy_document" "trust" {\n}',
      cloudFormation: 'AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:',
    };
    expect(changeAsCode({}, { Statement: USERS })).toEqual(nothing);
    expect(changeAsCode({ Statement: USERS }, { Statement: 'x' })).toEqual(nothing);
  });

  it('are not changed', () => {
    const [before, after] = [{ Statement: [ONLY_AUD, USERS] }, { Statement: [USERS] }];
    const texts = JSON.stringify([before, after]);
    changeAsCode(before, after);
    expect(JSON.stringify([before, after])).toBe(texts);
  });
});
