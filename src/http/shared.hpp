/// What all threads of the server share.
#pragma once

#include <atomic>
#include <string>

#include "http/admission.hpp"
#include "http/meters.hpp"
#include "http/server.hpp"
#include "http/web_files.hpp"
#include "http/work_pool.hpp"

namespace mado::http {

struct Shared {
  db::Database& database;
  const Clock& clock;
  Doorkeeper& doorkeeper;
  Router router;
  LiveFilter live;
  Limits limits;
  WebFiles web;
  Meters meters = {};
  Admission<std::string> connections{limits.connections_max, limits.connections_per_address_max};
  Admission<PersonId> streams{limits.streams_max, limits.streams_per_person_max};
  Admission<std::string> bodies{limits.bodies_bytes_max, limits.bodies_bytes_per_address_max};  ///< bytes
  WorkPool work{limits.work_threads, limits.work_jobs_max};
  std::atomic<bool> ready = false;
  std::atomic<bool> draining = false;
};

}  // namespace mado::http
