/// Routes: three plain functions each (parse, run, show) and how they are run. parse and show run on the I/O
/// thread, run on a database thread; the answer to a write is sent after the commit.
#pragma once

#include <any>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/call.hpp"

namespace mado::http {

/// How a route's `run` reaches the database.
enum class Kind {
  read,   ///< run(command, caller, Snapshot&)
  write,  ///< run(command, caller, Tx&): one transaction; honours Idempotency-Key
  work,   ///< run(command, call, Database&) on a worker thread: for slow computing (password hashes) around
          ///< short jobs
  stream  ///< the event stream
};

/// A route with its types forgotten: what the server needs to run it.
struct Route {
  Method method = Method::get;
  std::string
      pattern;  ///< "/api/v1/requests/{id}/messages"; a last segment {name...} takes the rest of the path
  Kind kind = Kind::read;
  size_t body_bytes_max = 256 * 1024;
  std::function<Result<std::any>(const Call&)> parse;
  std::function<Result<std::any>(const std::any&, const Caller&, db::Snapshot&)> read;
  std::function<Result<std::any>(const std::any&, const Caller&, db::Tx&)> write;
  std::function<Result<std::any>(const std::any&, const Call&, db::Database&)> work;
  std::function<Reply(const std::any&, const Caller&)> show;
};

template <class Command, class Outcome>
Route read_route(Method method, std::string pattern, std::function<Result<Command>(const Call&)> parse,
                 std::function<Result<Outcome>(const Command&, const Caller&, db::Snapshot&)> run,
                 std::function<Reply(const Outcome&, const Caller&)> show) {
  Route route{.method = method, .pattern = std::move(pattern), .kind = Kind::read};
  route.parse = [parse = std::move(parse)](const Call& call) -> Result<std::any> {
    MADO_TRY(command, parse(call));
    return std::any(std::move(command));
  };
  route.read = [run = std::move(run)](const std::any& command, const Caller& caller,
                                      db::Snapshot& snapshot) -> Result<std::any> {
    MADO_TRY(outcome, run(std::any_cast<const Command&>(command), caller, snapshot));
    return std::any(std::move(outcome));
  };
  route.show = [show = std::move(show)](const std::any& outcome, const Caller& caller) {
    return show(std::any_cast<const Outcome&>(outcome), caller);
  };
  return route;
}

template <class Command, class Outcome>
Route write_route(Method method, std::string pattern, std::function<Result<Command>(const Call&)> parse,
                  std::function<Result<Outcome>(const Command&, const Caller&, db::Tx&)> run,
                  std::function<Reply(const Outcome&, const Caller&)> show) {
  Route route{.method = method, .pattern = std::move(pattern), .kind = Kind::write};
  route.parse = [parse = std::move(parse)](const Call& call) -> Result<std::any> {
    MADO_TRY(command, parse(call));
    return std::any(std::move(command));
  };
  route.write = [run = std::move(run)](const std::any& command, const Caller& caller,
                                       db::Tx& tx) -> Result<std::any> {
    MADO_TRY(outcome, run(std::any_cast<const Command&>(command), caller, tx));
    return std::any(std::move(outcome));
  };
  route.show = [show = std::move(show)](const std::any& outcome, const Caller& caller) {
    return show(std::any_cast<const Outcome&>(outcome), caller);
  };
  return route;
}

/// `run` gets the call itself (there is no caller yet: it is for signing in) and makes its own short jobs.
template <class Command, class Outcome>
Route work_route(Method method, std::string pattern, std::function<Result<Command>(const Call&)> parse,
                 std::function<Result<Outcome>(const Command&, const Call&, db::Database&)> run,
                 std::function<Reply(const Outcome&, const Caller&)> show) {
  Route route{.method = method, .pattern = std::move(pattern), .kind = Kind::work};
  route.parse = [parse = std::move(parse)](const Call& call) -> Result<std::any> {
    MADO_TRY(command, parse(call));
    return std::any(std::move(command));
  };
  route.work = [run = std::move(run)](const std::any& command, const Call& call,
                                      db::Database& db) -> Result<std::any> {
    MADO_TRY(outcome, run(std::any_cast<const Command&>(command), call, db));
    return std::any(std::move(outcome));
  };
  route.show = [show = std::move(show)](const std::any& outcome, const Caller& caller) {
    return show(std::any_cast<const Outcome&>(outcome), caller);
  };
  return route;
}

class Router {
 public:
  void add(Route route);
  struct Match {
    const Route* route = nullptr;  ///< null: no route there
    std::map<std::string, std::string, std::less<>> parameters = {};
    bool other_method = false;  ///< the path exists, the method does not (405)
    std::string allow = {};     ///< then: the methods that do
  };
  Match match(Method method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace mado::http
