/// A request as its reader gets it: everything that the contract's `Request` shows, read in one snapshot.
#pragma once

#include <memory>
#include <vector>

#include "base/json.hpp"
#include "health/model.hpp"
#include "http/call.hpp"
#include "operators/operators.hpp"
#include "people/model.hpp"
#include "requests/rules.hpp"
#include "requests/silence.hpp"
#include "requests/store.hpp"

namespace mado::requests {

/// What agents see of the customer.
struct Customer {
  std::vector<people::Subscription> subscriptions;
  std::int64_t open_requests = 0;
};

struct Shown {
  store::Listed listed;
  Detail detail;
  std::vector<StoredClock> clocks;
  std::string opened_by_name;
  operators::PolicyPtr policy;
  std::optional<Customer> customer;          ///< for agents
  std::optional<health::Incident> incident;  ///< that it follows
  std::vector<LinkedRequest> links;          ///< those that the reader may read
  std::vector<Action> actions;
  std::optional<Lowering> lowering;  ///< where the customer's silence leads
  std::optional<Lowered> lowered;    ///< where it has led
  Instant now;
};

/// What the caller may do with a request (S2): what a role gives at its desk. At a desk that is open to
/// people without any (S13), whoever opened the request reads and answers it, too.
bool may_read(const http::Caller& caller, const policy::Policy& policy, const Request& request);
bool may_answer(const http::Caller& caller, const policy::Policy& policy, const Request& request);
/// The desks whose requests the caller may read, as ListQuestion::desks wants them; "" for all.
std::string readable_desks(const http::Caller& caller, const policy::Policy& policy);
/// The desks where they may read what they opened themselves, as ListQuestion::own_desks wants them.
std::string own_desks(const http::Caller& caller, const policy::Policy& policy);

/// The requests that this one came from and that came from it, as far as the caller may read them.
std::vector<LinkedRequest> readable_links(db::Snapshot& snapshot, const http::Caller& caller,
                                          const policy::Policy& policy, RequestId id);

/// Errors: not_found (unknown, foreign, and desks that the caller may not read alike).
Result<Shown> shown(db::Snapshot& snapshot, operators::Operators& operators, const http::Caller& caller,
                    RequestId id, Instant now);

/// The contract's shapes.
json::object clock_json(const StoredClock& clock, const policy::Policy& policy, Language language,
                        Instant now);
/// `memory`: where a page of rows is built (a page lives and dies as a whole).
json::object row_json(const store::Listed& listed, const policy::Policy* policy, Instant now,
                      json::storage_ptr memory = {});
json::object request_json(const Shown& shown, const http::Caller& caller);
json::object link_json(const LinkedRequest& link);
json::object attachment_json(const Attachment& attachment);

}  // namespace mado::requests
