-- A long list changes what the planner should think of the registry at once; the server's own turn comes up to a minute later, and until
-- then a summary of 20,000 people took twelve seconds instead of a quarter of one.
create function analyze_registry() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  analyze people, identities, employers, payers, rosters, protections, counted_people, accounts;
end $$;
comment on function analyze_registry is 'Takes new statistics of the tables that lists fill; for the application, which owns none of them.';
revoke execute on function analyze_registry from public;
grant execute on function analyze_registry to payung_app;
