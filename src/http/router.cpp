#include "http/router.hpp"

#include <stdexcept>

namespace mado::http {
namespace {

constexpr std::array method_names = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};

/// Takes the first segment off a path that starts with '/'.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }
bool is_rest(std::string_view segment) { return is_parameter(segment) && segment.ends_with("...}"); }

}  // namespace

std::string_view method_name(Method method) { return method_names.at(static_cast<size_t>(method)); }

struct Router::Walk {
  std::optional<Method> method;
  std::vector<std::string_view> values = {};  ///< of the parameters passed so far
  size_t found = none;
  std::array<bool, methods_count> offered = {};
};

size_t Router::Ends::of(Method method) const {
  const auto own = routes[static_cast<size_t>(method)];
  return own == none && method == Method::head ? routes[static_cast<size_t>(Method::get)] : own;
}

size_t Router::grow(size_t node, std::string_view segment, std::vector<std::string>& names) {
  const auto fresh = nodes_.size();
  if (is_parameter(segment)) {
    names.emplace_back(segment.substr(1, segment.size() - 2));
    if (nodes_[node].parameter != none) return nodes_[node].parameter;
    nodes_[node].parameter = fresh;
  } else {
    const auto [place, is_new] = nodes_[node].fixed.emplace(segment, fresh);
    if (!is_new) return place->second;
  }
  nodes_.emplace_back();
  return fresh;
}

void Router::add(Route route) {
  std::string_view left = route.pattern;
  if (!left.starts_with('/')) throw std::logic_error("pattern without a slash: " + route.pattern);
  std::vector<std::string> names;
  size_t node = 0;
  bool takes_rest = false;
  while (!left.empty()) {
    const auto segment = take_segment(left);
    takes_rest = is_rest(segment);
    if (!takes_rest) {
      node = grow(node, segment, names);
      continue;
    }
    if (!left.empty()) throw std::logic_error("a rest must be last: " + route.pattern);
    names.emplace_back(segment.substr(1, segment.size() - 5));
  }
  auto& end = (takes_rest ? nodes_[node].rest : nodes_[node].here).routes[static_cast<size_t>(route.method)];
  if (end != none) throw std::logic_error("two routes for " + route.pattern);
  end = routes_.size();
  routes_.push_back(std::move(route));
  names_.push_back(std::move(names));
}

/// Notes what this place offers; true if it offers the method that was asked for.
bool Router::arrive(Walk& walk, const Ends& ends) const {
  for (size_t at = 0; at < methods_count; ++at)
    if (ends.of(static_cast<Method>(at)) != none) walk.offered[at] = true;
  walk.found = walk.method ? ends.of(*walk.method) : none;
  return walk.found != none;
}

void Router::find(Walk& walk, size_t at, std::string_view path) const {
  const auto& node = nodes_[at];
  if (path.empty()) {
    arrive(walk, node.here);
    return;
  }
  auto left = path;
  const auto segment = take_segment(left);
  if (const auto fixed = node.fixed.find(segment); fixed != node.fixed.end()) {
    find(walk, fixed->second, left);
    if (walk.found != none) return;
  }
  if (node.parameter != none && !segment.empty()) {
    walk.values.push_back(segment);
    find(walk, node.parameter, left);
    if (walk.found != none) return;
    walk.values.pop_back();
  }
  if (path.size() < 2) return;
  walk.values.push_back(path.substr(1));
  if (!arrive(walk, node.rest)) walk.values.pop_back();
}

Router::Match Router::match(std::optional<Method> method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  Walk walk{.method = method};
  find(walk, 0, path);
  if (walk.found != none) {
    match.route = &routes_[walk.found];
    const auto& names = names_[walk.found];
    for (size_t at = 0; at < names.size(); ++at) match.parameters.emplace(names[at], walk.values[at]);
    return match;
  }
  for (size_t at = 0; at < methods_count; ++at) {
    if (!walk.offered[at]) continue;
    match.other_method = true;
    match.allow += (match.allow.empty() ? "" : ", ") + std::string(method_names[at]);
  }
  return match;
}

}  // namespace mado::http
