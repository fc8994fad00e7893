/// Routes: three plain functions each (parse, run, show) and how they are run. parse and show run on the I/O
/// thread, run on a database thread; the answer to a write is sent after the commit.
#pragma once

#include <array>
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
  plain,  ///< show alone, on the I/O thread, for nobody: what needs no database
  stream  ///< the event stream
};

/// Whose pages may call a route.
enum class OpenTo { own_pages, pane };

/// A value whose type only the route's own functions know.
using Held = std::shared_ptr<const void>;

/// A route with its types forgotten: what the server needs to run it.
struct Route {
  Method method = Method::get;
  std::string pattern =
      {};  ///< "/api/v1/requests/{id}/messages"; a last segment {name...} takes the rest of the path
  Kind kind = Kind::read;
  OpenTo open_to = OpenTo::own_pages;
  size_t body_bytes_max = 256 * 1024;
  std::function<Result<Held>(const Call&)> parse = {};
  std::function<Result<Held>(const Held&, const Caller&, db::Snapshot&)> read = {};
  std::function<Result<Held>(const Held&, const Caller&, db::Tx&)> write = {};
  std::function<Result<Held>(const Held&, const Call&, db::Database&)> work = {};
  std::function<Reply(const Held&, const Caller&)> show = {};
};

/// Wraps a function of (command, …) so that it takes and answers what is Held.
template <class Command, class Outcome, class... Rest>
auto holding(std::function<Result<Outcome>(const Command&, Rest...)> run) {
  return [run = std::move(run)](const Held& command, Rest... rest) -> Result<Held> {
    MADO_TRY(outcome, run(*static_cast<const Command*>(command.get()), rest...));
    return Held(std::make_shared<const Outcome>(std::move(outcome)));
  };
}

template <class Command, class Outcome>
Route route_of(Method method, std::string pattern, Kind kind,
               std::function<Result<Command>(const Call&)> parse,
               std::function<Reply(const Outcome&, const Caller&)> show) {
  Route route{.method = method, .pattern = std::move(pattern), .kind = kind};
  route.parse = [parse = std::move(parse)](const Call& call) -> Result<Held> {
    MADO_TRY(command, parse(call));
    return Held(std::make_shared<const Command>(std::move(command)));
  };
  route.show = [show = std::move(show)](const Held& outcome, const Caller& caller) {
    return show(*static_cast<const Outcome*>(outcome.get()), caller);
  };
  return route;
}

template <class Command, class Outcome>
Route read_route(Method method, std::string pattern, std::function<Result<Command>(const Call&)> parse,
                 std::function<Result<Outcome>(const Command&, const Caller&, db::Snapshot&)> run,
                 std::function<Reply(const Outcome&, const Caller&)> show) {
  auto route = route_of(method, std::move(pattern), Kind::read, std::move(parse), std::move(show));
  route.read = holding<Command, Outcome, const Caller&, db::Snapshot&>(std::move(run));
  return route;
}

template <class Command, class Outcome>
Route write_route(Method method, std::string pattern, std::function<Result<Command>(const Call&)> parse,
                  std::function<Result<Outcome>(const Command&, const Caller&, db::Tx&)> run,
                  std::function<Reply(const Outcome&, const Caller&)> show) {
  auto route = route_of(method, std::move(pattern), Kind::write, std::move(parse), std::move(show));
  route.write = holding<Command, Outcome, const Caller&, db::Tx&>(std::move(run));
  return route;
}

/// `run` gets the call itself (there is no caller yet: it is for signing in) and makes its own short jobs.
template <class Command, class Outcome>
Route work_route(Method method, std::string pattern, std::function<Result<Command>(const Call&)> parse,
                 std::function<Result<Outcome>(const Command&, const Call&, db::Database&)> run,
                 std::function<Reply(const Outcome&, const Caller&)> show) {
  auto route = route_of(method, std::move(pattern), Kind::work, std::move(parse), std::move(show));
  route.work = holding<Command, Outcome, const Call&, db::Database&>(std::move(run));
  return route;
}

/// The same route, for the help pane in pages of other sites, too.
inline Route open_to_pane(Route route) {
  route.open_to = OpenTo::pane;
  return route;
}

/// "GET".
std::string_view method_name(Method method);

/// All routes, looked up by walking the path once: a fixed segment beats a parameter, a parameter beats a
/// rest.
class Router {
 public:
  /// Throws std::logic_error if the pattern is unreadable or taken (a mistake of the program).
  void add(Route route);

  struct Match {
    const Route* route = nullptr;  ///< null: no route there
    std::map<std::string, std::string, std::less<>> parameters = {};
    bool other_method = false;  ///< the path exists, the method does not (405)
    std::string allow = {};     ///< then: the methods that do
  };
  /// `path` is decoded. HEAD finds the routes of GET; no method at all (one that is not known here) finds
  /// none.
  Match match(std::optional<Method> method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  static constexpr size_t methods_count = 6;
  static constexpr size_t none = static_cast<size_t>(-1);
  struct Ends {
    std::array<size_t, methods_count> routes = {none, none, none, none, none, none};
    size_t of(Method method) const;
  };
  struct Node {
    std::map<std::string, size_t, std::less<>> fixed = {};
    size_t parameter = none;
    Ends here = {};
    Ends rest = {};  ///< of a last segment {name...}
  };
  struct Walk;
  void find(Walk& walk, size_t node, std::string_view rest) const;
  bool arrive(Walk& walk, const Ends& ends) const;
  size_t grow(size_t node, std::string_view segment, std::vector<std::string>& names);

  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> names_;  ///< of the parameters of each route, in order
  std::vector<Node> nodes_{1};
};

}  // namespace mado::http
