#include "people/store.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>

namespace mado::people::store {
namespace {

#define PERSON_COLUMNS "p.id, p.organization_id, p.name, p.email, p.phone, p.language, p.zone, p.roles"

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  if (!text.empty()) boost::split(words, text, boost::is_any_of(" "));
  return words;
}

Person person_of(const db::Row& row) {
  return {.id = row.id<PersonId>(0),
          .organization_id = row.id_or<OrganizationId>(1),
          .name = row.string(2),
          .email = row.string(3),
          .phone = row.string(4),
          .language = language_of_code(row.text(5)).value_or(Language::en),
          .zone = row.string(6),
          .roles = words_of(row.text(7))};
}

Subscription subscription_of(const db::Row& row) {
  Subscription held{row.id<SubscriptionId>(0), row.string(1), row.integer(2), std::nullopt};
  if (!row.is_null(3))
    held.partner = Partner{row.id<PartnerId>(3), row.string(4), row.string(5), row.string(6), row.string(7)};
  return held;
}

/// A scope of one organization sees that one alone; an operator's sees all of the operator's.
bool in_scope(Scope scope, OrganizationId id) {
  return !scope.organization_id || *scope.organization_id == id;
}

}  // namespace

void insert(db::Tx& tx, OperatorId owner, const Partner& partner) {
  tx.change("insert into partner (id, operator_id, name, email, phone, url) values ($1, $2, $3, $4, $5, $6)",
            {partner.id, owner, partner.name, partner.email, partner.phone, partner.url});
}

void insert(db::Tx& tx, OperatorId owner, const Organization& organization, Instant now) {
  tx.change(
      "insert into organization (id, operator_id, name, zone, region, created_at) values ($1, $2, $3, $4, "
      "$5, $6)",
      {organization.id, owner, organization.name, organization.zone, organization.region, now});
}

void insert(db::Tx& tx, OperatorId owner, OrganizationId organization, const Subscription& subscription) {
  const auto partner = subscription.partner ? std::optional(subscription.partner->id) : std::nullopt;
  tx.change(
      "insert into subscription (id, operator_id, organization_id, plan, seats, partner_id)"
      " values ($1, $2, $3, $4, $5, $6)",
      {subscription.id, owner, organization, subscription.plan, subscription.seats, partner});
}

void insert(db::Tx& tx, OperatorId owner, const Person& person, std::string_view password_hash) {
  tx.change(
      "insert into person (id, operator_id, organization_id, name, email, phone, language, zone, roles, "
      "password_hash)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {person.id, owner, person.organization_id, person.name, person.email, person.phone,
       code_of(person.language), person.zone, boost::join(person.roles, " "), password_hash});
}

std::optional<Organization> organization(db::Snapshot& snapshot, Scope scope, OrganizationId id) {
  if (!in_scope(scope, id)) return std::nullopt;
  return snapshot.one("select id, name, zone, region from organization where operator_id = $1 and id = $2",
                      {scope.operator_id, id}, [](const db::Row& row) {
                        return Organization{row.id<OrganizationId>(0), row.string(1), row.string(2),
                                            row.string(3)};
                      });
}

std::vector<Subscription> subscriptions(db::Snapshot& snapshot, Scope scope, OrganizationId id) {
  if (!in_scope(scope, id)) return {};
  return snapshot.all(
      "select s.id, s.plan, s.seats, t.id, t.name, t.email, t.phone, t.url from subscription s"
      " left join partner t on t.id = s.partner_id where s.organization_id = $2 and s.operator_id = $1 order "
      "by s.id",
      {scope.operator_id, id}, subscription_of);
}

std::optional<Person> person(db::Snapshot& snapshot, Scope scope, PersonId id) {
  auto found = snapshot.one("select " PERSON_COLUMNS " from person p where p.operator_id = $1 and p.id = $2",
                            {scope.operator_id, id}, person_of);
  const bool visible = found && (!scope.organization_id || found->organization_id == scope.organization_id);
  return visible ? found : std::nullopt;
}

std::vector<Person> people_of(db::Snapshot& snapshot, Scope scope, OrganizationId id) {
  if (!in_scope(scope, id)) return {};
  return snapshot.all("select " PERSON_COLUMNS
                      " from person p where p.operator_id = $1 and p.organization_id = $2 order by p.name",
                      {scope.operator_id, id}, person_of);
}

std::vector<Person> agents(db::Snapshot& snapshot, OperatorId owner) {
  return snapshot.all("select " PERSON_COLUMNS
                      " from person p where p.operator_id = $1 and p.organization_id is null order by p.name",
                      {owner}, person_of);
}

std::string name_of(db::Snapshot& snapshot, OperatorId owner, PersonId id) {
  return snapshot
      .one("select name from person where operator_id = $1 and id = $2", {owner, id},
           [](const db::Row& row) { return row.string(0); })
      .value_or("");
}

void change_person(db::Tx& tx, Scope scope, PersonId id, Language language, std::string_view zone) {
  tx.change("update person set language = $3, zone = $4 where operator_id = $1 and id = $2",
            {scope.operator_id, id, code_of(language), zone});
}

std::optional<Credentials> credentials(db::Snapshot& snapshot, OperatorId owner, std::string_view email) {
  return snapshot.one("select id, password_hash from person where operator_id = $1 and email = $2",
                      {owner, email},
                      [](const db::Row& row) { return Credentials{row.id<PersonId>(0), row.string(1)}; });
}

std::int64_t failures_since(db::Snapshot& snapshot, OperatorId owner, std::string_view email, Instant since) {
  return snapshot
      .one("select count(*) from sign_in_failure where operator_id = $1 and email = $2 and at >= $3",
           {owner, email, since}, [](const db::Row& row) { return row.integer(0); })
      .value_or(0);
}

void insert_failure(db::Tx& tx, OperatorId owner, std::string_view email, Instant at) {
  tx.change("insert into sign_in_failure (operator_id, email, at) values ($1, $2, $3)", {owner, email, at});
}

void forget_failures(db::Tx& tx, OperatorId owner, std::string_view email, Instant before) {
  tx.change("delete from sign_in_failure where operator_id = $1 and email = $2 and at < $3",
            {owner, email, before});
}

void insert_session(db::Tx& tx, OperatorId owner, PersonId person, std::string_view token_hash,
                    std::string_view kind, Instant now, Instant expires_at) {
  tx.change(
      "insert into session (token_hash, operator_id, person_id, kind, created_at, expires_at)"
      " values ($1, $2, $3, $4, $5, $6)",
      {db::Blob{token_hash}, owner, person, kind, now, expires_at});
}

std::optional<Session> session(db::Snapshot& snapshot, OperatorId owner, std::string_view token_hash,
                               Instant now) {
  return snapshot.one("select " PERSON_COLUMNS
                      ", s.kind, s.expires_at from session s join person p on p.id = s.person_id"
                      " where s.token_hash = $1 and s.operator_id = $2 and s.expires_at > $3",
                      {db::Blob{token_hash}, owner, now}, [](const db::Row& row) {
                        return Session{person_of(row), row.string(8), row.instant(9)};
                      });
}

void end_session(db::Tx& tx, OperatorId owner, std::string_view token_hash) {
  tx.change("delete from session where token_hash = $1 and operator_id = $2", {db::Blob{token_hash}, owner});
}

void end_old_sessions(db::Tx& tx, Instant now) {
  tx.change("delete from session where expires_at <= $1", {now});
}

}  // namespace mado::people::store
