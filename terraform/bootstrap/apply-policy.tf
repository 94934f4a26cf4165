# What applying may do where `apply_policy_arns` names no policies of yours: what this project makes, by the names that it gives. Dev cannot touch
# prod by mistake, and neither can touch what is not Threadwell's, as far as AWS lets a policy tell by a name. It is no wall against somebody who
# may write Terraform: whoever makes a role and a function makes one that may more. That wall are the reviewers of the environment at GitHub.
#
# `*` in place of a region: CloudFront's parts are in us-east-1, wherever the rest is. tests/apply-policy.test.ts holds it to what the modules make.
locals {
  own_apply = length(var.apply_policy_arns) == 0 ? var.environments : toset([])

  partition = data.aws_partition.current.partition

  # Three, since a policy has 6,144 characters. Each statement: actions, and resources with NAME for `threadwell-ENV`.
  apply_statements = {
    # Resources that have the environment's name in theirs.
    named = [
      { actions = ["s3:*"], resources = ["arn:P:s3:::NAME-*"] },
      { actions = ["s3vectors:*"], resources = ["arn:P:s3vectors:*:ACCOUNT:bucket/NAME-*"] },
      { actions = ["dynamodb:*"], resources = ["arn:P:dynamodb:*:ACCOUNT:table/NAME-*"] },
      { actions = ["sqs:*"], resources = ["arn:P:sqs:*:ACCOUNT:NAME-*"] },
      { actions = ["sns:*"], resources = ["arn:P:sns:*:ACCOUNT:NAME-*"] },
      { actions = ["lambda:*"], resources = ["arn:P:lambda:*:ACCOUNT:function:NAME-*"] },
      { actions = ["states:*"], resources = ["arn:P:states:*:ACCOUNT:stateMachine:NAME-*"] },
      { actions = ["scheduler:*"], resources = ["arn:P:scheduler:*:ACCOUNT:schedule/*/NAME-*", "arn:P:scheduler:*:ACCOUNT:schedule/NAME-*/*", "arn:P:scheduler:*:ACCOUNT:schedule-group/NAME-*"] },
      { actions = ["events:*"], resources = ["arn:P:events:*:ACCOUNT:event-bus/NAME-*", "arn:P:events:*:ACCOUNT:rule/NAME-*", "arn:P:events:*:ACCOUNT:archive/NAME-*"] },
      { actions = ["ecr:*"], resources = ["arn:P:ecr:*:ACCOUNT:repository/NAME-*"] },
      { actions = ["ecs:*"], resources = ["arn:P:ecs:*:ACCOUNT:cluster/NAME-*", "arn:P:ecs:*:ACCOUNT:task-definition/NAME-*"] },
      { actions = ["secretsmanager:*"], resources = ["arn:P:secretsmanager:*:ACCOUNT:secret:PATH/*"] },
      { actions = ["cloudwatch:*"], resources = ["arn:P:cloudwatch:*:ACCOUNT:alarm:NAME-*", "arn:P:cloudwatch::ACCOUNT:dashboard/NAME"] },
      { actions = ["logs:*"], resources = concat([for path in ["/aws/lambda/", "/aws/vendedlogs/states/", "/aws/vendedlogs/apigateway/", "/aws/vendedlogs/cloudfront/", "/aws/events/", "/aws/connect/", "/ecs/", "aws-waf-logs-"] : "arn:P:logs:*:ACCOUNT:log-group:${path}NAME*"], [for kind in ["delivery-source", "delivery-destination"] : "arn:P:logs:*:ACCOUNT:${kind}:NAME-*"]) },
      { actions = ["wafv2:*"], resources = ["arn:P:wafv2:us-east-1:ACCOUNT:global/webacl/NAME-*", "arn:P:wafv2:us-east-1:ACCOUNT:global/managedruleset/*"] },
      { actions = ["budgets:*"], resources = ["arn:P:budgets::ACCOUNT:budget/NAME-*"] },
      { actions = ["cloudformation:*"], resources = ["arn:P:cloudformation:*:ACCOUNT:stack/NAME-*"] },
    ]

    # Resources that AWS gives an id of its own: all of the account's, of services that this project uses.
    numbered = [
      { actions = ["bedrock:*"], resources = [for kind in ["agent", "agent-alias", "guardrail", "guardrail-profile", "knowledge-base"] : "arn:P:bedrock:*:ACCOUNT:${kind}/*"] },
      { actions = ["cloudfront:*"], resources = ["arn:P:cloudfront::ACCOUNT:*"] },
      { actions = ["apigateway:*"], resources = ["arn:P:apigateway:*::/apis", "arn:P:apigateway:*::/apis/*", "arn:P:apigateway:*::/tags/*"] },
      { actions = ["cognito-idp:*"], resources = ["arn:P:cognito-idp:*:ACCOUNT:userpool/*"] },
      { actions = ["kms:*"], resources = ["arn:P:kms:*:ACCOUNT:key/*", "arn:P:kms:*:ACCOUNT:alias/NAME-*"] },
      {
        actions   = ["ec2:AuthorizeSecurityGroupEgress", "ec2:CreateSecurityGroup", "ec2:CreateTags", "ec2:DeleteSecurityGroup", "ec2:DeleteTags", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupEgress"]
        resources = ["arn:P:ec2:*:ACCOUNT:security-group/*", "arn:P:ec2:*:ACCOUNT:security-group-rule/*", "arn:P:ec2:*:ACCOUNT:vpc/*"]
      },
      { actions = ["connect:*"], resources = ["arn:P:connect:*:ACCOUNT:instance/*"] },
      { actions = ["lex:*"], resources = ["arn:P:lex:*:ACCOUNT:bot/*", "arn:P:lex:*:ACCOUNT:bot-alias/*"] },
      { actions = ["route53:ChangeResourceRecordSets"], resources = ["arn:P:route53:::hostedzone/*"] },
      { actions = ["lambda:*"], resources = ["arn:P:lambda:*:ACCOUNT:event-source-mapping:*"] },
      { actions = ["logs:*"], resources = ["arn:P:logs:*:ACCOUNT:delivery:*", "arn:P:logs:*:ACCOUNT:query-definition:*"] },
      {
        # `*`: these make what has no name yet, or have no resource level.
        sid = "MakeWhatHasNoName"
        actions = [
          "bedrock:CreateAgent", "bedrock:CreateGuardrail", "bedrock:CreateKnowledgeBase",
          "cloudfront:CreateCachePolicy", "cloudfront:CreateDistribution", "cloudfront:CreateFunction", "cloudfront:CreateOriginAccessControl", "cloudfront:CreateOriginRequestPolicy", "cloudfront:CreateResponseHeadersPolicy",
          "cognito-idp:CreateUserPool", "cognito-idp:DescribeUserPoolDomain",
          "connect:CreateInstance", "ds:CreateAlias", "ds:AuthorizeApplication", "ds:CreateIdentityPoolDirectory", "ds:DeleteDirectory", "ds:DescribeDirectories", "ds:UnauthorizeApplication",
          "ecr:GetAuthorizationToken", "ecs:DeregisterTaskDefinition", "ecs:RegisterTaskDefinition",
          "kms:CreateKey", "lambda:CreateEventSourceMapping",
          "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DeleteQueryDefinition", "logs:DeleteResourcePolicy", "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutQueryDefinition", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
          "states:ValidateStateMachineDefinition",
        ]
        resources = ["*"]
      },
    ]

    # Roles and policies of functions, and giving them to the services that take them.
    roles = [
      {
        actions = [
          "iam:AttachRolePolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
          "iam:PutRolePolicy", "iam:TagPolicy", "iam:TagRole", "iam:UntagPolicy", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
        ]
        resources = ["arn:P:iam::ACCOUNT:role/NAME-*", "arn:P:iam::ACCOUNT:policy/NAME-*"]
      },
      {
        actions   = ["iam:PassRole"]
        resources = ["arn:P:iam::ACCOUNT:role/NAME-*"]
        passed_to = ["bedrock.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com", "lexv2.amazonaws.com", "scheduler.amazonaws.com", "states.amazonaws.com"]
      },
      {
        # Made by AWS itself where a service is used for the first time.
        actions   = ["iam:CreateServiceLinkedRole"]
        resources = [for service in ["apigateway", "connect", "ecs", "lexv2", "wafv2"] : "arn:P:iam::ACCOUNT:role/aws-service-role/*${service}*"]
      },
    ]
  }

  apply_policies = {
    for pair in setproduct(local.own_apply, keys(local.apply_statements)) : "${pair[0]}-${pair[1]}" => {
      environment = pair[0]

      policy = replace(replace(replace(replace(jsonencode({
        Version = "2012-10-17"
        Statement = [for statement in local.apply_statements[pair[1]] : merge(
          { Effect = "Allow", Action = statement.actions, Resource = statement.resources },
          try({ Sid = statement.sid }, {}),
          try({ Condition = { StringEquals = { "iam:PassedToService" = statement.passed_to } } }, {}),
        )]
      }), "arn:P:", "arn:${local.partition}:"), "ACCOUNT", var.account_id), "NAME", "threadwell-${pair[0]}"), "PATH", "threadwell/${pair[0]}")
    }
  }
}

resource "aws_iam_policy" "apply" {
  for_each = local.apply_policies

  name        = "threadwell-apply-${each.key}"
  description = "What Terraform makes of ${each.value.environment}."
  policy      = each.value.policy
}

resource "aws_iam_role_policy_attachment" "own_apply" {
  for_each = local.apply_policies

  role       = aws_iam_role.github["apply-${each.value.environment}"].name
  policy_arn = aws_iam_policy.apply[each.key].arn
}

# A plan comes before each apply, and reads whatever is there.
resource "aws_iam_role_policy_attachment" "apply_reads" {
  for_each = local.own_apply

  role       = aws_iam_role.github["apply-${each.value}"].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/ReadOnlyAccess"
}
