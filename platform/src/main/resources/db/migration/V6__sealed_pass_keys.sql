-- Keys of viewer passes as text, as keys of access tokens are: readable, or sealed with the operator's master key.
alter table viewer_pass_keys alter column key type text using encode(key, 'base64');
