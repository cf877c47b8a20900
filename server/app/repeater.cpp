#include "app/repeater.hpp"

namespace callroom::app {

Repeater::~Repeater() { stop(); }

void Repeater::start() {
  thread_ = std::thread([this] { loop(); });
}

void Repeater::stop() {
  *stopping_.lock() = true;
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Repeater::loop() {
  for (;;) {
    task_();
    auto stopping = stopping_.lock();
    if (wake_.wait_for(stopping.native(), interval_, [&] { return *stopping; })) return;
  }
}

}  // namespace callroom::app
