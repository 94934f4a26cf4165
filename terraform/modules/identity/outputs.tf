locals {
  sign_in_origin = "https://${aws_cognito_user_pool_domain.this.domain}.auth.${data.aws_region.current.region}.amazoncognito.com"
}

output "user_pool_id" {
  description = "Id of the pool; `aws cognito-idp admin-create-user` and `admin-add-user-to-group` want it."
  value       = aws_cognito_user_pool.this.id
}

output "issuer" {
  description = "The `iss` of its tokens."
  value       = "https://${aws_cognito_user_pool.this.endpoint}"
}

output "audience" {
  description = "The `aud` of its id tokens: the id of the desk's client."
  value       = aws_cognito_user_pool_client.desk.id
}

output "sign_in_origin" {
  description = "Origin of the sign-in page, which the desk fetches tokens from."
  value       = local.sign_in_origin
}

output "authorize_endpoint" {
  description = "Where signing in begins."
  value       = "${local.sign_in_origin}/oauth2/authorize"
}

output "token_endpoint" {
  description = "Where a code becomes tokens."
  value       = "${local.sign_in_origin}/oauth2/token"
}

output "logout_endpoint" {
  description = "Where the sign-in page forgets who signed in."
  value       = "${local.sign_in_origin}/logout"
}

output "protections" {
  description = "What keeps accounts from being lost or taken over."
  value = {
    accounts_refuse_deletion = aws_cognito_user_pool.this.deletion_protection == "ACTIVE"
    second_factor            = aws_cognito_user_pool.this.mfa_configuration
  }
}
