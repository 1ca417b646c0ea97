-- The application works as payung_app, which owns nothing: each migration grants it what it needs and no more, so that
-- grants, not comments, decide what can be changed. Roles belong to the whole server: it may be there already.

do $$
begin
  if not exists (select from pg_roles where rolname = 'payung_app') then
    create role payung_app nologin;
  end if;
  -- The server may connect as the owner and step down to payung_app. Since PostgreSQL 16 the creator of a role may
  -- administer it and yet not become it, until it grants that to itself.
  if not (case
    when current_setting('server_version_num')::integer >= 160000 then pg_has_role(current_user, 'payung_app', 'set')
    else pg_has_role(current_user, 'payung_app', 'member')
  end) then
    execute format('grant payung_app to %I', current_user);
  end if;
end $$;

revoke create on schema public from public;
grant usage on schema public to payung_app;

-- The server reports whether its schema is the program's (/readyz).
grant select on migrations to payung_app;
