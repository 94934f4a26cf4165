output "state_bucket" {
  description = "The bucket of all states."
  value       = aws_s3_bucket.state.bucket
}

output "backend_hcl" {
  description = "By environment the contents of terraform/envs/ENV/backend.hcl."
  value = { for environment in var.environments : environment => <<-EOT
    bucket       = "${aws_s3_bucket.state.bucket}"
    key          = "threadwell/${environment}/terraform.tfstate"
    region       = "${var.region}"
    encrypt      = true
    use_lockfile = true
    EOT
  }
}

output "plan_role_arn" {
  description = "The variable AWS_PLAN_ROLE_ARN of the repository at GitHub."
  value       = aws_iam_role.github["plan"].arn
}

output "apply_role_arns" {
  description = "By environment the variable AWS_APPLY_ROLE_ARN of that environment at GitHub."
  value       = { for environment in var.environments : environment => aws_iam_role.github["apply-${environment}"].arn }
}

output "subject" {
  description = "How the repository's workflows are signed, up to what they do. When a role is refused, compare with the `sub` of the workflow's token."
  value       = local.subject
}
