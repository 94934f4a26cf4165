output "table" {
  description = "The table: its name for the stack, its ARN and that of its index for policies."
  value = {
    name      = aws_dynamodb_table.state.name
    arn       = aws_dynamodb_table.state.arn
    index_arn = "${aws_dynamodb_table.state.arn}/index/gsi1"
  }
}

output "files" {
  description = "The bucket of files. Usable once its policy is in force."
  value = {
    name   = aws_s3_bucket.files.bucket
    arn    = aws_s3_bucket.files.arn
    domain = aws_s3_bucket.files.bucket_regional_domain_name
  }

  depends_on = [aws_s3_bucket_policy.files, aws_s3_bucket_public_access_block.files]
}

output "protections" {
  description = "What keeps state from being lost by accident."
  value = {
    table_refuses_deletion = aws_dynamodb_table.state.deletion_protection_enabled
    table_can_be_restored  = one(aws_dynamodb_table.state.point_in_time_recovery).enabled
    files_survive_destroy  = !aws_s3_bucket.files.force_destroy
    files_keep_versions    = one(aws_s3_bucket_versioning.files.versioning_configuration).status == "Enabled"
  }
}
