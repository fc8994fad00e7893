-- Who is signed in by the help pane in another product: the keys of that product, and which of its tokens were shown.
-- Of a key only the half is kept that checks signatures: nothing here signs anybody in.
create table pane_key (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  public_key bytea not null,        -- Ed25519, 32 bytes
  created_at bigint not null
);
create index pane_key_operator on pane_key (operator_id);

create table pane_token_shown (
  operator_id bigint not null,
  jti text not null,
  until bigint not null,            -- after it the token is refused for its age
  primary key (operator_id, jti)
);
create index pane_token_shown_until on pane_token_shown (until);
