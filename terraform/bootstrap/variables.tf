variable "region" {
  description = "Where the state is, such as `us-east-1`; the same for all environments."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "It must be a region such as `eu-west-1`."
  }
}

variable "account_id" {
  description = "The account that this is for: with credentials of another one nothing happens."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "It must be twelve digits."
  }
}

variable "environments" {
  description = "Folders of terraform/envs, and environments of the repository at GitHub: each has its own role to apply with."
  type        = set(string)
  default     = ["dev", "prod"]

  validation {
    condition     = length(var.environments) > 0 && alltrue([for name in var.environments : can(regex("^[a-z][a-z0-9-]{1,14}[a-z0-9]$", name))])
    error_message = "Each must be 3 to 16 of a-z, 0-9 and -, as a stack takes it."
  }
}

variable "github" {
  description = <<-EOT
    The repository whose workflows may plan and apply:
    - `owner`, `repository`: as its address has them.
    - `owner_id`, `repository_id`: their numbers (`gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'`). A repository that was made on or after
      2026-07-15 signs with them; an older one does not. Leave both out for an older one.
    - `has_provider`: true where the account knows GitHub's OIDC provider already; it takes one of each.
  EOT
  type = object({
    owner         = string
    repository    = string
    owner_id      = optional(number)
    repository_id = optional(number)
    has_provider  = optional(bool, false)
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9](-?[A-Za-z0-9])*$", var.github.owner)) && can(regex("^[A-Za-z0-9._-]+$", var.github.repository))
    error_message = "Owner and repository must be names as GitHub has them: a pattern would let in repositories of others."
  }

  validation {
    condition     = (var.github.owner_id == null) == (var.github.repository_id == null)
    error_message = "Give both numbers or neither: GitHub signs with both or neither."
  }
}

variable "apply_policy_arns" {
  description = "Policies of yours with what applying may do besides the state. Empty: those of `apply-policy.tf`, for what has the environment's name. Not more than eight: a role has ten."
  type        = set(string)
  default     = []

  validation {
    condition     = length(var.apply_policy_arns) <= 8 && alltrue([for arn in var.apply_policy_arns : can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", arn))])
    error_message = "It must be ARNs of policies, eight at most."
  }
}
