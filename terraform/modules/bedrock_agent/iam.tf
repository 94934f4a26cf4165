locals {
  # `us.amazon.nova-pro-v1:0` is a profile, `amazon.nova-pro-v1:0` the model behind it.
  profile = regex("^(?:(us|us-gov|eu|apac|au|jp|ca|global)\\.)?(.+)$", var.foundation_model)

  model_arns = local.profile[0] == null ? [
    "arn:${local.partition}:bedrock:${local.region}::foundation-model/${var.foundation_model}",
    ] : [
    "arn:${local.partition}:bedrock:${local.region}:${local.account}:inference-profile/${var.foundation_model}",
    # `*`: a profile sends a call to whichever of its regions is free.
    "arn:${local.partition}:bedrock:*::foundation-model/${local.profile[1]}",
  ]
}

resource "aws_iam_role" "agent" {
  name        = "${var.name}-agent"
  description = "What the agent may do."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "bedrock.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:bedrock:${local.region}:${local.account}:agent/*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "agent" {
  name = "agent"
  role = aws_iam_role.agent.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "Think"
          Effect   = "Allow"
          Action   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
          Resource = local.model_arns
        },
        {
          Sid      = "Search"
          Effect   = "Allow"
          Action   = ["bedrock:Retrieve"]
          Resource = [var.knowledge_bases.blue.arn, var.knowledge_bases.green.arn]
        },
        {
          Sid      = "BeJudged"
          Effect   = "Allow"
          Action   = ["bedrock:ApplyGuardrail"]
          Resource = var.guardrail.arns
        },
      ],
      local.profile[0] == null ? [] : [{
        Sid      = "FindModelsOfTheProfile"
        Effect   = "Allow"
        Action   = ["bedrock:GetInferenceProfile"]
        Resource = [local.model_arns[0]]
      }],
    )
  })
}
