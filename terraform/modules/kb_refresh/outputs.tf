output "state_machine_arn" {
  description = "The refresh, for the stack's `refresh_state_machine_arn`."
  value       = aws_sfn_state_machine.refresh.arn
}

output "state_machine_name" {
  description = "Its name in the console."
  value       = aws_sfn_state_machine.refresh.name
}

output "log_group_name" {
  description = "Which states a refresh went through."
  value       = aws_cloudwatch_log_group.machine.name
}

output "crawl_log_group_name" {
  description = "What the crawl said."
  value       = aws_cloudwatch_log_group.crawl.name
}

output "ecr_repository_url" {
  description = "Where images of pipelines/Dockerfile are pushed to, each with a tag of its own."
  value       = aws_ecr_repository.pipelines.repository_url
}

output "ecr_repository_arn" {
  description = "For the role that pushes images."
  value       = aws_ecr_repository.pipelines.arn
}

output "task_definition_arn" {
  description = "The crawl, as a task of Fargate."
  value       = aws_ecs_task_definition.crawl.arn
}

output "cluster_arn" {
  description = "Where the crawl runs."
  value       = aws_ecs_cluster.crawl.arn
}

output "schedule_name" {
  description = "The schedule, as `GROUP/NAME`."
  value       = "${aws_scheduler_schedule_group.refresh.name}/${aws_scheduler_schedule.refresh.name}"
}

output "not_started_queue" {
  description = "Dead letters of the schedule: refreshes that could not be started."
  value = {
    name = aws_sqs_queue.not_started.name
    url  = aws_sqs_queue.not_started.url
    arn  = aws_sqs_queue.not_started.arn
  }
}

output "protections" {
  description = "Whether images survive a destroy."
  value       = { images_survive_destroy = !aws_ecr_repository.pipelines.force_delete }
}
