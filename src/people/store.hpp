/// The SQL of organizations, people and sessions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/scope.hpp"
#include "db/database.hpp"
#include "people/model.hpp"

namespace mado::people::store {

void insert(db::Tx& tx, OperatorId owner, const Partner& partner);
void insert(db::Tx& tx, OperatorId owner, const Organization& organization, Instant now);
void insert(db::Tx& tx, OperatorId owner, OrganizationId organization, const Subscription& subscription);
void insert(db::Tx& tx, OperatorId owner, const Person& person, std::string_view password_hash);

std::optional<Organization> organization(db::Snapshot& snapshot, Scope scope, OrganizationId id);
std::vector<Subscription> subscriptions(db::Snapshot& snapshot, Scope scope, OrganizationId id);
std::optional<Person> person(db::Snapshot& snapshot, Scope scope, PersonId id);
/// People of one organization, by name.
std::vector<Person> people_of(db::Snapshot& snapshot, Scope scope, OrganizationId id);
std::vector<Person> agents(db::Snapshot& snapshot, OperatorId owner);
/// The name of a person or agent of this operator, for timelines; "" if there is none.
std::string name_of(db::Snapshot& snapshot, OperatorId owner, PersonId id);
void change_person(db::Tx& tx, Scope scope, PersonId id, Language language, std::string_view zone);

struct Credentials {
  PersonId id;
  std::string password_hash;
};
std::optional<Credentials> credentials(db::Snapshot& snapshot, OperatorId owner, std::string_view email);
std::int64_t failures_since(db::Snapshot& snapshot, OperatorId owner, std::string_view email, Instant since);
void insert_failure(db::Tx& tx, OperatorId owner, std::string_view email, Instant at);
void forget_failures(db::Tx& tx, OperatorId owner, std::string_view email, Instant before);

struct Session {
  Person person;
  std::string kind;  ///< cookie, token, pane
  Instant expires_at;
};
void insert_session(db::Tx& tx, OperatorId owner, PersonId person, std::string_view token_hash,
                    std::string_view kind, Instant now, Instant expires_at);
/// A session that has not ended, with its person, in one statement.
std::optional<Session> session(db::Snapshot& snapshot, OperatorId owner, std::string_view token_hash,
                               Instant now);
void end_session(db::Tx& tx, OperatorId owner, std::string_view token_hash);
void end_old_sessions(db::Tx& tx, Instant now);

}  // namespace mado::people::store
