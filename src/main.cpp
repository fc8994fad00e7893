#include <exception>
#include <iostream>

#include "cli/command_line.hpp"

int main(int count, char** words) {
  try {
    return mado::cli::run_command_line(count, words);
  } catch (const std::exception& error) {
    std::cerr << "madoguchi: " << error.what() << '\n';
    return 1;
  }
}
