# The crawl takes longer than a function may, and keeps hundreds of connections.
resource "aws_ecs_cluster" "crawl" {
  name = "${var.name}-crawl"

  setting {
    name  = "containerInsights"
    value = var.is_prod ? "enabled" : "disabled"
  }
}

resource "aws_cloudwatch_log_group" "crawl" {
  name              = "/ecs/${var.name}-crawl"
  retention_in_days = var.log_retention_days
}

resource "aws_ecs_task_definition" "crawl" {
  family                   = "${var.name}-crawl"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.task.cpu)
  memory                   = tostring(var.task.memory_mb)
  task_role_arn            = aws_iam_role.crawl.arn
  execution_role_arn       = aws_iam_role.crawl_start.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  # The only place that the crawl writes to. The image gives it to its user.
  volume {
    name = "work"
  }

  container_definitions = jsonencode([{
    name                   = "crawl"
    image                  = "${aws_ecr_repository.pipelines.repository_url}:${var.image_tag}"
    command                = ["scrape", "--platform", "aws"]
    essential              = true
    readonlyRootFilesystem = true
    stopTimeout            = 30
    environment            = [{ name = "THREADWELL_STACK", value = var.stack }]
    mountPoints            = [{ sourceVolume = "work", containerPath = "/work", readOnly = false }]
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.crawl.name
        awslogs-region        = local.region
        awslogs-stream-prefix = "crawl"
      }
    }
  }])
}

# Nothing comes in; web sites, and AWS by its public addresses, are reached. Names are asked of the VPC, which no group stands before.
resource "aws_security_group" "crawl" {
  name        = "${var.name}-crawl"
  description = "The crawl of docs sites: nothing in, web out."
  vpc_id      = var.network.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "web" {
  for_each = { http = 80, https = 443 }

  security_group_id = aws_security_group.crawl.id
  description       = "Docs sites are anywhere."
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}
