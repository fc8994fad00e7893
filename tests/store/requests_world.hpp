/// A small world for the store tests of requests: the reference policy, two organizations, an agent, a clock
/// to set.
#pragma once

#include "operators/operators.hpp"
#include "people/model.hpp"
#include "requests/commands.hpp"
#include "store/databases.hpp"

namespace mado::testing {

class HandClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(std::string_view text) { now_ = parse_instant(text).value(); }
  void pass(Millis time) { now_ += time; }

 private:
  Instant now_ = parse_instant("2026-11-02T01:00:00Z").value();  // a Monday, 9:00 in Beijing
};

class RequestsTest : public DatabaseTest {
 protected:
  void SetUp() override;

  http::Caller person(PersonId id, std::string_view role) const;
  http::Caller contoso() const { return person(contoso_admin_, "global-admin"); }
  http::Caller fabrikam() const;
  http::Caller agent() const;

  /// "down, many" with a business impact: A for Contoso, which has the agreement.
  static requests::Open wish(policy::ServiceImpact service = policy::ServiceImpact::down,
                             policy::PeopleImpact people = policy::PeopleImpact::many);
  requests::Shown open(const http::Caller& caller, const requests::Open& command);
  Result<requests::Answered> answer(const http::Caller& caller, RequestId id, std::string_view text,
                                    requests::Visibility visibility = requests::Visibility::everyone,
                                    bool await = false);
  Result<requests::Shown> change(const http::Caller& caller, requests::Patch patch);
  Result<requests::Shown> see(const http::Caller& caller, RequestId id);
  /// The kinds of a request's journal entries, without "request.".
  std::vector<std::string> journal(RequestId id);
  requests::Parts parts() { return {operators_, ids_, clock_}; }
  void load();

  HandClock clock_;
  IdMaker ids_{clock_, 7};
  operators::Operators operators_;
  OperatorId operator_id_;
  OrganizationId contoso_;
  OrganizationId fabrikam_;
  PersonId contoso_admin_;
  PersonId fabrikam_admin_;
  PersonId agent_;
};

}  // namespace mado::testing
