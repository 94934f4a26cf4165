# All state, as core/aws/README.md lists it. Encrypted with a key of DynamoDB, which costs nothing a call; a key of our own would cost one for
# rows that its own policy could hide from nobody who may read the table.
resource "aws_dynamodb_table" "state" {
  name                        = "${var.name}-state"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.is_prod

  # Only keys are named: all other attributes are the code's.
  dynamic "attribute" {
    for_each = toset(["pk", "sk", "gsi1pk", "gsi1sk"])

    content {
      name = attribute.value
      type = "S"
    }
  }

  global_secondary_index {
    name            = "gsi1"
    hash_key        = "gsi1pk"
    range_key       = "gsi1sk"
    projection_type = "ALL"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }
}
