locals {
  # Who may take which role: a service, and only on behalf of the one thing that the role is for.
  takers = {
    machine  = { service = "states.amazonaws.com", source = local.machine_arn }
    schedule = { service = "scheduler.amazonaws.com", source = "arn:${local.partition}:scheduler:${local.region}:${local.account}:schedule-group/${aws_scheduler_schedule_group.refresh.name}" }
    crawl    = { service = "ecs-tasks.amazonaws.com", source = "arn:${local.partition}:ecs:${local.region}:${local.account}:*" }
  }

  trust = { for key, taker in local.takers : key => jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = taker.service }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = taker.source }
      }
    }]
  }) }
}

resource "aws_iam_role" "machine" {
  name               = "${var.name}-refresh-machine"
  description        = "The steps of a refresh."
  assume_role_policy = local.trust.machine
}

resource "aws_iam_role_policy" "machine" {
  name = "steps"
  role = aws_iam_role.machine.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "CallIngest"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = [var.ingest_function_arn]
      },
      {
        Sid      = "RunJobs"
        Effect   = "Allow"
        Action   = ["bedrock:GetIngestionJob", "bedrock:StartIngestionJob"]
        Resource = var.knowledge_base_arns
      },
      {
        Sid      = "TellHowItEnded"
        Effect   = "Allow"
        Action   = ["sns:Publish"]
        Resource = [var.topics.success, var.topics.failure]
      },
      {
        Sid    = "StartCrawl"
        Effect = "Allow"
        Action = ["ecs:RunTask"]
        # A refresh that waits still names the revision that it began with.
        Resource  = ["${aws_ecs_task_definition.crawl.arn_without_revision}:*"]
        Condition = { ArnEquals = { "ecs:cluster" = aws_ecs_cluster.crawl.arn } }
      },
      {
        Sid      = "FollowCrawl"
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = ["arn:${local.partition}:ecs:${local.region}:${local.account}:task/${aws_ecs_cluster.crawl.name}/*"]
      },
      {
        Sid       = "GiveCrawlItsRoles"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = [aws_iam_role.crawl.arn, aws_iam_role.crawl_start.arn]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
      {
        # Step Functions hears of the end of a task by a rule that it makes itself, with this name.
        Sid      = "HearOfTheEndOfTheCrawl"
        Effect   = "Allow"
        Action   = ["events:DescribeRule", "events:PutRule", "events:PutTargets"]
        Resource = ["arn:${local.partition}:events:${local.region}:${local.account}:rule/StepFunctionsGetEventsForECSTaskRule"]
      },
      {
        # `*`: deliveries of logs have no resource level.
        Sid    = "DeliverLogs"
        Effect = "Allow"
        Action = [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
        ]
        Resource = ["*"]
      },
      {
        # `*`: traces have no resource level.
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = ["*"]
      },
    ]
  })
}

resource "aws_iam_role" "schedule" {
  name               = "${var.name}-refresh-schedule"
  description        = "Starts refreshes."
  assume_role_policy = local.trust.schedule
}

resource "aws_iam_role_policy" "schedule" {
  name = "start"
  role = aws_iam_role.schedule.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["states:StartExecution"]
        Resource = [aws_sfn_state_machine.refresh.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [aws_sqs_queue.not_started.arn]
      },
    ]
  })
}

# What the crawl itself may do.
resource "aws_iam_role" "crawl" {
  name               = "${var.name}-crawl"
  description        = "Writes web_docs.csv and what is known of the sites."
  assume_role_policy = local.trust.crawl
}

resource "aws_iam_role_policy" "crawl" {
  name = "files-and-drafts"
  role = aws_iam_role.crawl.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # Without it a file that is not there could not be told from one that may not be read.
        Sid      = "KnowWhatIsThere"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [var.files.arn]
      },
      {
        Sid    = "WriteDocs"
        Effect = "Allow"
        Action = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
        Resource = [
          "${var.files.arn}/web_docs.csv",
          "${var.files.arn}/web_docs.crawled.json",
          "${var.files.arn}/work/crawl/*",
        ]
      },
      {
        # Approved articles whose docs changed are marked to be verified again.
        Sid       = "MarkDrafts"
        Effect    = "Allow"
        Action    = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
        Resource  = [var.table.arn, var.table.index_arn]
        Condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["draft", "draft#*"] } }
      },
    ]
  })
}

# What ECS needs before the crawl runs.
resource "aws_iam_role" "crawl_start" {
  name               = "${var.name}-crawl-start"
  description        = "Fetches the image of the crawl and writes its log."
  assume_role_policy = local.trust.crawl
}

resource "aws_iam_role_policy" "crawl_start" {
  name = "image-and-log"
  role = aws_iam_role.crawl_start.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # `*`: the token is for the registry as a whole.
        Sid      = "EnterRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid      = "FetchImage"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [aws_ecr_repository.pipelines.arn]
      },
      {
        Sid      = "WriteLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.crawl.arn}:*"]
      },
    ]
  })
}
