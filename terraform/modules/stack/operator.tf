# For people, to be attached to their role; nobody has them by themselves. Two, because a policy has 6,144 characters.
resource "aws_iam_policy" "operator" {
  for_each = local.operator_policies

  name        = "${local.name}-operator-${each.key}"
  description = each.key == "work" ? "What the command line does with ${local.name}." : "Puts secrets and earlier versions of functions of ${local.name} in place."
  policy      = each.value
}

locals {
  # `threadwell … --platform aws`: refreshes, drafts, requests, keys, questions.
  work_statements = concat(
    local.use_table,
    [
      { Sid = "KnowWhatIsThere", Effect = "Allow", Action = ["s3:ListBucket"], Resource = [local.files] },
      { Sid = "UseFiles", Effect = "Allow", Action = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"], Resource = ["${local.files}/*"] },
    ],
    local.answer,
    [for one in local.ingest : one if one.Sid != "MoveServing"],
    local.start_refresh,
    [
      { Sid = "ReadRefresh", Effect = "Allow", Action = ["states:GetExecutionHistory"], Resource = ["${replace(module.refresh.state_machine_arn, ":stateMachine:", ":execution:")}:*"] },
      {
        # Puts dead letters back, and takes those away that are calls and no work.
        Sid      = "MendQueues"
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ListMessageMoveTasks", "sqs:ReceiveMessage", "sqs:SendMessage", "sqs:StartMessageMoveTask"]
        Resource = concat(flatten([for queue in module.intake.queues : [queue.arn, queue.dead_letter_arn]]), [module.workflow.dead_letters.arn, module.refresh.not_started_queue.arn])
      },
      { Sid = "ReadSecrets", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = [module.tickets.secret_arns["zendesk_api_token"]] },
      { Sid = "ReadRequests", Effect = "Allow", Action = ["bedrock:InvokeModel"], Resource = distinct(concat(local.model_arns.triage, local.model_arns.rewrite)) },
      { Sid = "TellOperators", Effect = "Allow", Action = ["sns:Publish"], Resource = values(module.intake.topics) },
      { Sid = "StartWorkflow", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["${local.workflow_arn}:live"] },
      local.answer_waiting,
    ],
  )

  release_statements = [
    { Sid = "PutSecrets", Effect = "Allow", Action = ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"], Resource = values(module.tickets.secret_arns) },
    {
      # In a hurry, without Terraform: modules/lambda/README.md.
      Sid      = "PutVersionBack"
      Effect   = "Allow"
      Action   = ["lambda:GetAlias", "lambda:ListVersionsByFunction", "lambda:UpdateAlias"]
      Resource = [for function in local.made : function.arn]
    },
  ]

  operator_policies = {
    for use, statements in { work = local.work_statements, release = local.release_statements } : use => jsonencode({ Version = "2012-10-17", Statement = [for one in statements : one if length(one.Resource) > 0] })
  }
}
