resource "aws_ecr_repository" "pipelines" {
  name                 = "${var.name}-pipelines"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = !var.is_prod

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# Enough to go back; each is some hundred megabytes.
resource "aws_ecr_lifecycle_policy" "pipelines" {
  repository = aws_ecr_repository.pipelines.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "The newest twenty stay."
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 20 }
      action       = { type = "expire" }
    }]
  })
}
