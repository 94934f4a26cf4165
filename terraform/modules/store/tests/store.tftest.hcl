mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name            = "threadwell-dev"
  is_prod         = false
  allowed_origins = ["https://help.example.com"]
}

run "table_is_as_the_adapters_read_it" {
  assert {
    condition     = aws_dynamodb_table.state.hash_key == "pk" && aws_dynamodb_table.state.range_key == "sk"
    error_message = "Rows are found by pk and sk."
  }

  assert {
    condition = [for index in aws_dynamodb_table.state.global_secondary_index : [index.name, index.hash_key, index.range_key, index.projection_type]] == [
      ["gsi1", "gsi1pk", "gsi1sk", "ALL"]
    ]
    error_message = "The one index is gsi1 over gsi1pk and gsi1sk, with all attributes."
  }

  assert {
    condition     = aws_dynamodb_table.state.ttl[0].attribute_name == "expires" && aws_dynamodb_table.state.ttl[0].enabled
    error_message = "Rows end by `expires`."
  }

  assert {
    condition     = aws_dynamodb_table.state.point_in_time_recovery[0].enabled && aws_dynamodb_table.state.billing_mode == "PAY_PER_REQUEST"
    error_message = "The table can be restored, and is paid by the call."
  }

  assert {
    condition     = output.table.index_arn == "arn:aws:dynamodb:us-east-1:123456789012:table/mock/index/gsi1"
    error_message = "Policies need the index of this table."
  }
}

run "bucket_is_private_versioned_and_encrypted" {
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.files.block_public_acls,
      aws_s3_bucket_public_access_block.files.block_public_policy,
      aws_s3_bucket_public_access_block.files.ignore_public_acls,
      aws_s3_bucket_public_access_block.files.restrict_public_buckets,
    ])
    error_message = "Nothing in the bucket may become public."
  }

  assert {
    condition     = aws_s3_bucket_versioning.files.versioning_configuration[0].status == "Enabled"
    error_message = "What is replaced can be brought back."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.files.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "Files are encrypted."
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_s3_bucket_policy.files.policy).Statement :
      statement.Effect == "Deny" && statement.Condition.Bool["aws:SecureTransport"] == "false"
    ])
    error_message = "Connections without TLS are refused, and the policy allows nobody anything."
  }

  assert {
    condition     = output.files.name == "threadwell-dev-files-123456789012"
    error_message = "The account is part of the bucket's name."
  }
}

run "files_end" {
  assert {
    condition = { for rule in aws_s3_bucket_lifecycle_configuration.files.rule : rule.filter[0].prefix => rule.expiration[0].days if !contains(["leftovers", "work"], rule.id) } == {
      "workflows/"   = 14
      "incoming/"    = 1
      "uploads/"     = 90
      "raw-tickets/" = 400
    }
    error_message = "The prefixes are those that the code writes below, and no other ends by itself."
  }

  assert {
    condition = [for rule in aws_s3_bucket_lifecycle_configuration.files.rule :
      [rule.abort_incomplete_multipart_upload[0].days_after_initiation, rule.noncurrent_version_expiration[0].noncurrent_days] if rule.id == "leftovers"
    ] == [[7, 30]]
    error_message = "Parts of broken uploads and old versions are cleared away."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.files.rule : [rule.filter[0].prefix, rule.noncurrent_version_expiration[0].noncurrent_days] if rule.id == "work"] == [["work/", 1]]
    error_message = "What a crawl kept some minutes before is worth nothing."
  }
}

run "origins_are_never_all" {
  assert {
    condition     = one(aws_s3_bucket_cors_configuration.files[0].cors_rule).allowed_origins == toset(["https://help.example.com"])
    error_message = "Only the pages that were named may send files."
  }

  assert {
    condition     = one(aws_s3_bucket_cors_configuration.files[0].cors_rule).allowed_methods == toset(["PUT"])
    error_message = "Pages send files and read none."
  }

  assert {
    condition     = one(aws_s3_bucket_cors_configuration.files[0].cors_rule).allowed_headers == toset(["content-type", "if-none-match"])
    error_message = "They send what the address was signed with."
  }
}

run "refuses_every_origin" {
  command = plan

  variables {
    allowed_origins = ["*"]
  }

  expect_failures = [var.allowed_origins]
}

run "refuses_to_forget_what_is_still_shown" {
  command = plan

  variables {
    retention = { workflow_days = 7 }
  }

  expect_failures = [var.retention]
}

run "dev_can_be_thrown_away" {
  assert {
    condition     = !aws_dynamodb_table.state.deletion_protection_enabled && aws_s3_bucket.files.force_destroy
    error_message = "A trial is removed with one command."
  }
}

run "prod_keeps_its_data" {
  variables {
    is_prod         = true
    allowed_origins = []
  }

  assert {
    condition     = aws_dynamodb_table.state.deletion_protection_enabled && !aws_s3_bucket.files.force_destroy
    error_message = "Neither the table nor a bucket with files in it may be deleted in prod."
  }

  assert {
    condition     = length(aws_s3_bucket_cors_configuration.files) == 0
    error_message = "Without origins no page may send files."
  }
}
