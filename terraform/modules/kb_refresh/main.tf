data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.region

  machine_name = "${var.name}-kb-refresh"
  machine_arn  = "arn:${local.partition}:states:${local.region}:${local.account}:stateMachine:${local.machine_name}"
}

resource "aws_sfn_state_machine" "refresh" {
  name     = local.machine_name
  role_arn = aws_iam_role.machine.arn
  type     = "STANDARD"

  # The very file that `threadwell ingest` executes on one machine.
  definition = templatefile("${path.module}/../../../pipelines/kb-ingest/refresh.asl.json", {
    ingest_function_arn        = var.ingest_function_arn
    success_topic_arn          = var.topics.success
    failure_topic_arn          = var.topics.failure
    cluster_arn                = aws_ecs_cluster.crawl.arn
    scrape_task_definition_arn = aws_ecs_task_definition.crawl.arn
    scrape_subnet_ids          = join(",", var.network.subnet_ids)
    scrape_security_group_ids  = aws_security_group.crawl.id
    scrape_assign_public_ip    = var.network.assign_public_ip ? "ENABLED" : "DISABLED"
  })

  logging_configuration {
    level = "ALL"
    # A finding of the check may quote what it found in an article; what each step said is in the history for 90 days.
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.machine.arn}:*"
  }

  tracing_configuration {
    enabled = var.xray
  }

  depends_on = [aws_iam_role_policy.machine]
}

# Below this prefix CloudWatch needs no new lines in its resource policy, which has a limit of its own.
resource "aws_cloudwatch_log_group" "machine" {
  name              = "/aws/vendedlogs/states/${local.machine_name}"
  retention_in_days = var.log_retention_days
}
