# Known while planning already: a test that applied could not clean up after itself, since the bucket of states refuses to be destroyed.
mock_provider "aws" {
  source          = "../tests/mocks"
  override_during = plan

  override_resource {
    target = aws_s3_bucket.state
    values = { arn = "arn:aws:s3:::threadwell-state-123456789012-us-east-1" }
  }
}

variables {
  region            = "us-east-1"
  account_id        = "123456789012"
  github            = { owner = "acme-example", repository = "threadwell" }
  apply_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}

run "the_state_is_kept_and_kept_private" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled" && one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "Each state can be brought back, and is encrypted."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.state.block_public_acls,
      aws_s3_bucket_public_access_block.state.block_public_policy,
      aws_s3_bucket_public_access_block.state.ignore_public_acls,
      aws_s3_bucket_public_access_block.state.restrict_public_buckets,
    ])
    error_message = "A state has names of everything: nothing of it may become public."
  }

  assert {
    condition     = strcontains(output.backend_hcl.prod, "key          = \"threadwell/prod/terraform.tfstate\"") && strcontains(output.backend_hcl.prod, "use_lockfile = true")
    error_message = "Each environment has its own state, and a lock beside it."
  }
}

run "an_older_repository_is_known_by_its_name" {
  command = plan

  assert {
    condition = { for key, role in aws_iam_role.github : key => jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] } == {
      plan       = ["repo:acme-example/threadwell:pull_request", "repo:acme-example/threadwell:ref:refs/heads/main"]
      apply-dev  = ["repo:acme-example/threadwell:environment:dev"]
      apply-prod = ["repo:acme-example/threadwell:environment:prod"]
    }
    error_message = "Pull requests plan; who applies stands behind the environment of the same name."
  }

  assert {
    condition = alltrue([for role in aws_iam_role.github : alltrue([
      keys(jsondecode(role.assume_role_policy).Statement[0].Condition) == ["StringEquals"],
      jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com",
      !strcontains(role.assume_role_policy, "*"),
    ])])
    error_message = "Whole subjects are compared, without patterns."
  }
}

run "a_newer_repository_is_known_by_its_numbers" {
  command = plan

  variables {
    github = { owner = "acme-example", repository = "threadwell", owner_id = 1234567, repository_id = 7654321, has_provider = true }
  }

  assert {
    condition     = jsondecode(aws_iam_role.github["apply-prod"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == ["repo:acme-example@1234567/threadwell@7654321:environment:prod"]
    error_message = "A repository made since 2026-07-15 signs with its numbers."
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0 && jsondecode(aws_iam_role.github["plan"].assume_role_policy).Statement[0].Principal.Federated == "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    error_message = "An account has one provider for GitHub: the one that is there is used."
  }
}

run "each_role_reaches_its_own_state" {
  command = plan

  assert {
    condition     = !strcontains(aws_iam_role_policy.state["plan"].policy, "PutObject") && !strcontains(aws_iam_role_policy.state["plan"].policy, "DeleteObject")
    error_message = "A plan writes nothing, not even a lock."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.state["apply-dev"].policy).Statement : statement.Sid => statement.Resource } == {
      FindState  = ["arn:aws:s3:::threadwell-state-123456789012-us-east-1"]
      ReadState  = ["arn:aws:s3:::threadwell-state-123456789012-us-east-1/threadwell/dev/terraform.tfstate"]
      WriteState = ["arn:aws:s3:::threadwell-state-123456789012-us-east-1/threadwell/dev/terraform.tfstate"]
      Lock       = ["arn:aws:s3:::threadwell-state-123456789012-us-east-1/threadwell/dev/terraform.tfstate.tflock"]
    }
    error_message = "Dev cannot touch the state of prod; the lock is put and taken away."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.plan_reads_no_contents.policy).Statement : statement.Effect == "Deny"])
    error_message = "A pull request reads settings and no contents."
  }

  # All of these are in ReadOnlyAccess.
  assert {
    condition = length(setsubtract(
      [
        "cognito-idp:AdminGetUser", "cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup", "dynamodb:GetItem", "dynamodb:GetRecords", "dynamodb:Query", "dynamodb:Scan",
        "lambda:GetDurableExecution", "lambda:GetDurableExecutionHistory", "lambda:GetDurableExecutionState", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogRecord",
        "logs:StartLiveTail", "logs:StartQuery", "s3vectors:GetVectors", "s3vectors:ListVectors", "s3vectors:QueryVectors", "secretsmanager:GetSecretValue", "sqs:ReceiveMessage",
        "states:DescribeExecution", "states:GetExecutionHistory",
      ],
      flatten(jsondecode(aws_iam_role_policy.plan_reads_no_contents.policy).Statement[*].Action),
    )) == 0
    error_message = "Neither rows, logs, messages, runs, vectors with their texts nor people."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.plan_reads_tags.policy).Statement : jsonencode(statement.Action) => statement.Resource } == {
      "[\"bedrock:ListTagsForResource\"]"   = ["arn:aws:bedrock:*:123456789012:*"]
      "[\"s3vectors:ListTagsForResource\"]" = ["arn:aws:s3vectors:*:123456789012:bucket/threadwell-*"]
    }
    error_message = "Each plan reads the tags of knowledge bases and vectors, which ReadOnlyAccess leaves out."
  }
}

run "applying_is_held_to_the_names_of_its_environment" {
  command = plan

  variables {
    apply_policy_arns = []
  }

  assert {
    condition     = toset(keys(aws_iam_policy.apply)) == toset(flatten([for environment in ["dev", "prod"] : [for part in ["named", "numbered", "roles"] : "${environment}-${part}"]])) && length(aws_iam_role_policy_attachment.apply) == 0 && length(aws_iam_role_policy_attachment.own_apply) == 6
    error_message = "Each role to apply has its own three."
  }

  assert {
    condition     = alltrue([for policy in aws_iam_policy.apply : length(policy.policy) <= 6144])
    error_message = "A policy has 6,144 characters."
  }

  assert {
    condition     = contains(flatten([for statement in jsondecode(aws_iam_policy.apply["dev-numbered"].policy).Statement : statement.Resource]), "arn:aws:bedrock:*:123456789012:guardrail-profile/*")
    error_message = "A guardrail that reads more languages is changed by who may use its profile."
  }

  assert {
    condition     = alltrue([for key, policy in aws_iam_policy.apply : !strcontains(policy.policy, startswith(key, "dev") ? "threadwell-prod" : "threadwell-dev") && !can(regex("NAME|ACCOUNT|PATH|arn:P:", policy.policy))])
    error_message = "Dev has no name of prod in it, and every placeholder its value."
  }

  assert {
    condition     = alltrue(flatten([for key in ["dev-named", "dev-roles"] : [for statement in jsondecode(aws_iam_policy.apply[key].policy).Statement : [for resource in statement.Resource : strcontains(resource, "threadwell-dev") || strcontains(resource, "threadwell/dev/") || strcontains(resource, ":global/managedruleset/") || strcontains(resource, ":role/aws-service-role/")]]]))
    error_message = "What can be told by its name is."
  }

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_iam_policy.apply["dev-numbered"].policy).Statement : [for action in statement.Action : !endswith(action, "*")] if contains(statement.Resource, "*")])) && length([for statement in jsondecode(aws_iam_policy.apply["dev-numbered"].policy).Statement : statement if contains(statement.Resource, "*")]) == 1
    error_message = "On all resources only single actions, which have no other."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_policy.apply["dev-roles"].policy).Statement : can(statement.Condition.StringEquals["iam:PassedToService"]) if contains(statement.Action, "iam:PassRole")]) && !strcontains(aws_iam_policy.apply["dev-roles"].policy, "\"iam:*\"")
    error_message = "Roles are given to the services that take them, and to nobody else."
  }
}

run "the_longest_name_has_room" {
  command = plan

  variables {
    apply_policy_arns = []
    environments      = ["a-long-name-here"]
  }

  assert {
    condition     = alltrue([for policy in aws_iam_policy.apply : length(policy.policy) <= 6144])
    error_message = "A policy has 6,144 characters, whatever the environment is called."
  }
}

run "refuses_a_name_that_no_stack_takes" {
  command = plan

  variables {
    environments = ["a-name-that-is-longer"]
  }

  expect_failures = [var.environments]
}

run "policies_of_yours_take_their_place" {
  command = plan

  assert {
    condition     = length(aws_iam_policy.apply) == 0 && length(aws_iam_role_policy_attachment.apply_reads) == 0 && length(aws_iam_role_policy_attachment.apply) == 2
    error_message = "Who says what applying may do is taken at their word."
  }
}

run "refuses_a_pattern_for_a_repository" {
  command = plan

  variables {
    github = { owner = "acme-example", repository = "*" }
  }

  expect_failures = [var.github]
}

run "refuses_one_number_without_the_other" {
  command = plan

  variables {
    github = { owner = "acme-example", repository = "threadwell", owner_id = 1234567 }
  }

  expect_failures = [var.github]
}
