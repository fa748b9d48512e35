@echo off
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON="
where py >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON where python >nul 2>nul && set "PYTHON=python"
if not defined PYTHON (
  echo 没有找到 Python。请到 python.org 安装 Python 3.11 或更高版本，安装时勾选“Add python.exe to PATH”。
  pause
  exit /b 1
)
if not "%~1"=="" (
  %PYTHON% run.py %*
  exit /b
)
%PYTHON% run.py build
if errorlevel 1 (
  echo.
  echo 目录还有问题，网站没有更新。请按上面的“改法”修改，保存以后再双击一次。
  pause
  exit /b 1
)
start "" "site\index.html"
