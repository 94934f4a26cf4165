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
