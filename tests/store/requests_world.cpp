#include "store/requests_world.hpp"

#include "db/journal.hpp"
#include "operators/publish.hpp"
#include "people/store.hpp"
#include "policy/read.hpp"

namespace mado::testing {

void RequestsTest::SetUp() {
  DatabaseTest::SetUp();
  if (IsSkipped()) return;
  const auto reading = policy::read_file(PROJECT_DIR "/policies/m365-21vianet.toml");
  ASSERT_TRUE(reading && reading->policy);
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    MADO_CHECK(operators::publish(tx, ids_, *reading, "test", "first", clock_.now()));
    return {};
  }));
  load();
  operator_id_ = operators_.all().front()->id;
  contoso_ = ids_.make<OrganizationId>();
  fabrikam_ = ids_.make<OrganizationId>();
  contoso_admin_ = ids_.make<PersonId>();
  fabrikam_admin_ = ids_.make<PersonId>();
  agent_ = ids_.make<PersonId>();
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    namespace store = people::store;
    const auto add_organization = [&](OrganizationId id, std::string name, std::vector<std::string> plans) {
      store::insert(tx, operator_id_, people::Organization{id, std::move(name), "Asia/Shanghai", "CN"},
                    clock_.now());
      for (auto& plan : plans)
        store::insert(tx, operator_id_, id, {ids_.make<people::SubscriptionId>(), plan, 10, std::nullopt});
    };
    const auto add_person = [&](PersonId id, std::optional<OrganizationId> of, std::string email,
                                std::string role) {
      store::insert(
          tx, operator_id_,
          people::Person{id, of, email, email, "", Language::en, "Asia/Shanghai", {std::move(role)}}, "");
    };
    add_organization(contoso_, "Contoso", {"business-premium", "advanced-agreement"});
    add_organization(fabrikam_, "Fabrikam", {"business-basic"});
    add_person(contoso_admin_, contoso_, "admin@contoso.example", "global-admin");
    add_person(fabrikam_admin_, fabrikam_, "admin@fabrikam.example", "global-admin");
    add_person(agent_, std::nullopt, "agent@operator.example", "agent");
    return {};
  }));
}

void RequestsTest::load() {
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) { return operators_.load(snapshot); }));
}

http::Caller RequestsTest::person(PersonId id, std::string_view role) const {
  http::Caller caller;
  caller.kind = http::CallerKind::person;
  caller.operator_id = operator_id_;
  caller.person_id = id;
  caller.email = "someone@contoso.example";
  caller.organization_id = id == fabrikam_admin_ ? fabrikam_ : contoso_;
  if (!role.empty()) caller.roles = {std::string(role)};
  caller.zone = "Asia/Shanghai";
  return caller;
}

http::Caller RequestsTest::fabrikam() const { return person(fabrikam_admin_, "global-admin"); }

http::Caller RequestsTest::agent() const {
  auto caller = person(agent_, "agent");
  caller.kind = http::CallerKind::agent;
  caller.organization_id = std::nullopt;
  return caller;
}

requests::Open RequestsTest::wish(policy::ServiceImpact service, policy::PeopleImpact people) {
  requests::Open open;
  open.wish.desk = "technical";
  open.wish.subject = "Mail is down";
  open.wish.description = "Nobody can send mail.";
  open.wish.impact = policy::Impact{service, people, std::nullopt};
  open.business_impact = "All orders stand still.";
  return open;
}

requests::Shown RequestsTest::open(const http::Caller& caller, const requests::Open& command) {
  std::optional<requests::Shown> opened;
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    MADO_TRY(shown, requests::open(parts(), command, caller, tx));
    opened = std::move(shown);
    return {};
  }));
  return opened.value();
}

Result<requests::Answered> RequestsTest::answer(const http::Caller& caller, RequestId id,
                                                std::string_view text, requests::Visibility visibility,
                                                bool await) {
  std::optional<requests::Answered> outcome;
  MADO_CHECK(database().write_now([&](db::Tx& tx) -> Result<void> {
    const requests::Answer command{.request = id,
                                   .text = std::string(text),
                                   .visibility = visibility,
                                   .await_customer = await,
                                   .attachments = {}};
    MADO_TRY(done, requests::answer(parts(), command, caller, tx));
    outcome = std::move(done);
    return {};
  }));
  return std::move(*outcome);
}

Result<requests::Shown> RequestsTest::change(const http::Caller& caller, requests::Patch patch) {
  std::optional<requests::Shown> outcome;
  MADO_CHECK(database().write_now([&](db::Tx& tx) -> Result<void> {
    MADO_TRY(done, requests::change(parts(), patch, caller, tx));
    outcome = std::move(done);
    return {};
  }));
  return std::move(*outcome);
}

Result<requests::Shown> RequestsTest::see(const http::Caller& caller, RequestId id) {
  std::optional<requests::Shown> outcome;
  MADO_CHECK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    MADO_TRY(shown, requests::shown(snapshot, operators_, caller, id, clock_.now()));
    outcome = std::move(shown);
    return {};
  }));
  return std::move(*outcome);
}

std::vector<std::string> RequestsTest::journal(RequestId id) {
  std::vector<std::string> kinds;
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    for (const auto& [position, entry] : db::journal_of(snapshot, operator_id_, id.text()))
      kinds.push_back(entry.kind.substr(std::string_view("request.").size()));
    return {};
  }));
  return kinds;
}

}  // namespace mado::testing
