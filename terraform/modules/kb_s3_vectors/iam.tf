resource "aws_iam_role" "kb" {
  for_each = local.sides

  name        = "${var.name}-kb-${each.key}"
  description = "What Bedrock may do for the ${each.key} knowledge base."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "bedrock.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Bedrock works for many accounts: only for ours, and only as a knowledge base.
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:bedrock:${local.region}:${local.account}:knowledge-base/*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "kb" {
  for_each = local.sides

  name = "knowledge-base"
  role = aws_iam_role.kb[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "EmbedText"
        Effect   = "Allow"
        Action   = ["bedrock:InvokeModel"]
        Resource = [local.embedding_model_arn]
      },
      {
        Sid       = "FindShards"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = [var.files.arn]
        Condition = { StringEquals = { "aws:ResourceAccount" = local.account } }
      },
      {
        Sid       = "ReadShardsOfThisSide"
        Effect    = "Allow"
        Action    = ["s3:GetObject"]
        Resource  = ["${var.files.arn}/kb/${each.key}/*"]
        Condition = { StringEquals = { "aws:ResourceAccount" = local.account } }
      },
      {
        Sid    = "KeepVectorsOfThisSide"
        Effect = "Allow"
        # Without DeleteVectors the first ingestion succeeds and every later one fails.
        Action = [
          "s3vectors:DeleteVectors",
          "s3vectors:GetIndex",
          "s3vectors:GetVectors",
          "s3vectors:ListVectors",
          "s3vectors:PutVectors",
          "s3vectors:QueryVectors",
        ]
        Resource = [aws_s3vectors_index.kb[each.key].index_arn]
      },
    ]
  })
}
