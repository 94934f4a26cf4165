locals {
  issuer = "token.actions.githubusercontent.com"

  # What a workflow of this repository is signed as. Since 2026-07-15 new repositories have numbers in it, so that nobody who takes a name over
  # takes the roles over too; older ones go on without. A subject in the form of the other is refused.
  owner      = var.github.owner_id == null ? var.github.owner : "${var.github.owner}@${var.github.owner_id}"
  repository = var.github.repository_id == null ? var.github.repository : "${var.github.repository}@${var.github.repository_id}"
  subject    = "repo:${local.owner}/${local.repository}"

  # Planning reads, on a pull request or on main. Applying is bound to an environment at GitHub, whose reviewers stand before the job.
  roles = merge(
    { plan = ["${local.subject}:pull_request", "${local.subject}:ref:refs/heads/main"] },
    { for environment in var.environments : "apply-${environment}" => ["${local.subject}:environment:${environment}"] },
  )

  provider_arn = var.github.has_provider ? "arn:${data.aws_partition.current.partition}:iam::${var.account_id}:oidc-provider/${local.issuer}" : aws_iam_openid_connect_provider.github[0].arn
}

# IAM trusts the authority behind GitHub's certificate by itself: no thumbprint is needed.
resource "aws_iam_openid_connect_provider" "github" {
  count = var.github.has_provider ? 0 : 1

  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "github" {
  for_each = local.roles

  name                 = "threadwell-github-${each.key}"
  description          = "Workflows of ${var.github.owner}/${var.github.repository}: ${each.key}."
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = local.provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        # Whole subjects, no patterns.
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = each.value
        }
      }
    }]
  })
}

locals {
  # Where each role finds its states: planning reads all of them, applying writes its own.
  keys = {
    for name in keys(local.roles) : name => name == "plan" ? [for environment in var.environments : "threadwell/${environment}"] : ["threadwell/${trimprefix(name, "apply-")}"]
  }
}

resource "aws_iam_role_policy" "state" {
  for_each = local.roles

  name = "state"
  role = aws_iam_role.github[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "FindState"
          Effect    = "Allow"
          Action    = ["s3:ListBucket"]
          Resource  = [aws_s3_bucket.state.arn]
          Condition = { StringLike = { "s3:prefix" = [for key in local.keys[each.key] : "${key}/*"] } }
        },
        {
          Sid      = "ReadState"
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = [for key in local.keys[each.key] : "${aws_s3_bucket.state.arn}/${key}/terraform.tfstate"]
        },
      ],
      # A plan runs with -lock=false, and so writes nothing at all.
      each.key == "plan" ? [] : [
        {
          Sid      = "WriteState"
          Effect   = "Allow"
          Action   = ["s3:PutObject"]
          Resource = [for key in local.keys[each.key] : "${aws_s3_bucket.state.arn}/${key}/terraform.tfstate"]
        },
        {
          Sid      = "Lock"
          Effect   = "Allow"
          Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
          Resource = [for key in local.keys[each.key] : "${aws_s3_bucket.state.arn}/${key}/terraform.tfstate.tflock"]
        },
      ],
    )
  })
}

# Planning reads what is there, whatever it is.
resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.github["plan"].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/ReadOnlyAccess"
}

# Terraform reads the tags of whatever bears some, and ReadOnlyAccess has neither of these.
resource "aws_iam_role_policy" "plan_reads_tags" {
  name = "tags"
  role = aws_iam_role.github["plan"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # Knowledge bases, guardrails and agents have numbers for names.
        Effect   = "Allow"
        Action   = ["bedrock:ListTagsForResource"]
        Resource = ["arn:${data.aws_partition.current.partition}:bedrock:*:${var.account_id}:*"]
      },
      {
        Effect   = "Allow"
        Action   = ["s3vectors:ListTagsForResource"]
        Resource = ["arn:${data.aws_partition.current.partition}:s3vectors:*:${var.account_id}:bucket/threadwell-*"]
      },
    ]
  })
}

# ReadOnlyAccess would let a pull request read what visitors and customers wrote: a plan needs settings, no contents.
resource "aws_iam_role_policy" "plan_reads_no_contents" {
  name = "no-contents"
  role = aws_iam_role.github["plan"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "NoContents"
        Effect = "Deny"
        Action = [
          "cognito-idp:AdminGetUser",
          "cognito-idp:ListUsers",
          "cognito-idp:ListUsersInGroup",
          "dynamodb:BatchGetItem",
          "dynamodb:GetItem",
          "dynamodb:GetRecords",
          "dynamodb:PartiQLSelect",
          "dynamodb:Query",
          "dynamodb:Scan",
          "lambda:GetDurableExecution",
          "lambda:GetDurableExecutionHistory",
          "lambda:GetDurableExecutionState",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:GetLogRecord",
          "logs:GetQueryResults",
          "logs:StartLiveTail",
          "logs:StartQuery",
          "s3vectors:GetVectors", # their metadata is the text
          "s3vectors:ListVectors",
          "s3vectors:QueryVectors",
          "secretsmanager:GetSecretValue",
          "sqs:ReceiveMessage",
          "states:DescribeExecution",
          "states:GetExecutionHistory",
        ]
        # A denial is meant for everything.
        Resource = ["*"]
      },
      {
        Sid         = "NoFilesButTheState"
        Effect      = "Deny"
        Action      = ["s3:GetObject", "s3:GetObjectVersion"]
        NotResource = ["${aws_s3_bucket.state.arn}/*"]
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "apply" {
  for_each = { for pair in setproduct(var.environments, var.apply_policy_arns) : "${pair[0]} ${pair[1]}" => { environment = pair[0], policy_arn = pair[1] } }

  role       = aws_iam_role.github["apply-${each.value.environment}"].name
  policy_arn = each.value.policy_arn
}
