data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Names of buckets are one for the whole world: the account makes it ours.
resource "aws_s3_bucket" "files" {
  bucket        = "${var.name}-files-${data.aws_caller_identity.current.account_id}"
  force_destroy = !var.is_prod
}

resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id

  versioning_configuration {
    status = "Enabled"
  }
}

# Amazon's own key. A key of ours would have to be shared with Bedrock, and every shard that is read would be a call that costs.
resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_policy" "files" {
  bucket = aws_s3_bucket.files.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  # Two changes of what is public at once are a conflict.
  depends_on = [aws_s3_bucket_public_access_block.files]
}

resource "aws_s3_bucket_cors_configuration" "files" {
  count = length(var.allowed_origins) > 0 ? 1 : 0

  bucket = aws_s3_bucket.files.id

  # A signed address only takes a file; nothing is read from a page.
  cors_rule {
    allowed_origins = var.allowed_origins
    allowed_methods = ["PUT"]
    allowed_headers = ["content-type", "if-none-match"] # what the address was signed with (core/aws/upload-places.ts)
    max_age_seconds = 3600
  }
}

locals {
  expiry_days = {
    # Sent and named by no request within the hour that an address is good for.
    incoming    = 1
    workflows   = var.retention.workflow_days
    uploads     = var.retention.upload_days
    raw-tickets = var.retention.raw_ticket_days
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {}

    # A process that is killed cannot take back the parts that it sent.
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = var.retention.noncurrent_days
    }

    # What remains of a removed file once its last version is gone.
    expiration {
      expired_object_delete_marker = true
    }
  }

  # A crawl keeps what it knows every few minutes, and only the last of these is ever read.
  rule {
    id     = "work"
    status = "Enabled"

    filter {
      prefix = "work/"
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  dynamic "rule" {
    for_each = local.expiry_days

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = "${rule.key}/"
      }

      expiration {
        days = rule.value
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.files]
}
