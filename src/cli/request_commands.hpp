/// `madoguchi request receipt`: what requests/ works out, printed. Answers the exit code: 0, 1 failed.
#pragma once

#include <iosfwd>
#include <string>

#include "requests/commands.hpp"

namespace mado::cli {

enum class ReceiptForm { text, json };

struct ReceiptOptions {
  std::string request;            ///< "req_…", "#100001" or "100001"
  std::string lang = {};          ///< empty: the operator's first
  std::string operator_key = {};  ///< empty: the first
  ReceiptForm form = ReceiptForm::text;
};

/// Prints the receipt of every clock of one request, in the operator's time zone.
int print_receipt(db::Database& database, const requests::Parts& parts, const ReceiptOptions& options,
                  std::ostream& out, std::ostream& errors);

}  // namespace mado::cli
